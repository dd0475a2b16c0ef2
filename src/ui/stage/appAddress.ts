/** The address to hand on, and whether it leads here from another device. */
export interface AppAddress {
  url: string;
  /** A name for this computer, or a file on it: nobody else can open that. */
  onlyHere: boolean;
}

/** @param href of this page; where in the app it stands is left out */
export function appAddress(href: string): AppAddress {
  const { origin, pathname, protocol, hostname } = new URL(href);
  const url = protocol === 'file:' ? href.replace(/#.*$/, '') : `${origin}${pathname}`;
  const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname);
  return { url, onlyHere: loopback || protocol === 'file:' };
}
