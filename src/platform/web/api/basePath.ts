/**
 * The demo shows two people side by side: each frame stands under its own path, `/seat/amara`, where the
 * session cookie is that person's. Everywhere else this is empty.
 */
export const basePath: string =
  /^\/seat\/[a-z]+(?=\/|$)/.exec(globalThis.location?.pathname ?? '')?.[0] ?? '';
