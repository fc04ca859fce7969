/**
 * Something that is done on a click: whether it is under way, and why it failed.
 *
 *     const doing = new Doing();
 *     const save = () => doing.now(() => api("PUT", path, body));
 */
export class Doing {
  isBusy = $state(false);
  failure = $state.raw<unknown>(null);

  /** Do it, and say whether it went well; it never throws. What failed before is forgotten. */
  async now(what: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    this.isBusy = true;
    try {
      await what();
      return true;
    } catch (error) {
      this.failure = error;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
