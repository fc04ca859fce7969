/**
 * Which addresses in an answer may be followed or loaded, and where a bare one ends.
 *
 * An answer is written by a stranger: a link may only lead to a page or a mail, and what loads by
 * itself (an image) may only come from the answer itself or from this server, or else reading an
 * answer would tell others that it was read.
 */

const FOLLOWED = /^(?:https?:\/\/|mailto:)/i;
const OWN_IMAGE = /^\/api\/files\/[\w-]+$/;
const DRAWN = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$/i;

/** Browsers pass over these within an address, so they must not hide its scheme. */
const PASSED_OVER = /[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

export function isFollowed(href: string): boolean {
  return FOLLOWED.test(href) && !PASSED_OVER.test(href);
}

export function isLoaded(src: string): boolean {
  return OWN_IMAGE.test(src) || DRAWN.test(src);
}

/** Whose page a link leads to, for those who look before they go. */
export function hostOf(href: string): string {
  try {
    const { host, pathname, protocol } = new URL(href);
    return protocol === "mailto:" ? pathname : host;
  } catch {
    return href;
  }
}

// the longest first, so that 에서는 is not read as 는
const PARTICLES = new RegExp(
  "(?:에서는|에서도|으로는|이라는|입니다|이에요|에게서|까지|부터|에서|에게|으로|처럼|보다|이나|라는|이며|에는|은|는|이|가|을|를|의|에|와|과|도|로|만|や|を|は|が|に|で|の|と|も|へ|から|まで|です)$",
);

/**
 * How many characters at the end of a bare address are a particle, not part of it:
 * `https://example.com/a을` ends at `a`, `https://ko.wikipedia.org/wiki/서울` where it ends.
 */
export function particleAfter(address: string): number {
  const found = PARTICLES.exec(address)?.[0];
  if (!found) return 0;
  return /[A-Za-z0-9/_=#&?)-]$/.test(address.slice(0, -found.length)) ? found.length : 0;
}
