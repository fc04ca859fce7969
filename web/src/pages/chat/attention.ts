/** Know when something comes near to what is seen: one watch for all that is watched. */
const seen = new WeakMap<Element, () => void>();
let watch: IntersectionObserver | null = null;

/** Call `then` once, when the element is within some screens of what is seen. */
export function whenNear(then: () => void): (element: Element) => () => void {
  return (element) => {
    watch ??= new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          watch!.unobserve(target);
          seen.get(target)?.();
        }
      },
      { rootMargin: "1500px 0px" },
    );
    seen.set(element, then);
    watch.observe(element);
    return () => watch!.unobserve(element);
  };
}
