/** Hosts that a frame may show where nobody set others. */
export const commonEmbedHosts: readonly string[] = ['www.youtube-nocookie.com', 'player.vimeo.com'];

/**
 * The address under which a page may stand in a frame: what people copy from the address bar of the two large
 * film hosts becomes what those offer for frames.
 *
 * @returns undefined for what is no https address of an allowed host
 */
export function embedAddress(
  written: string,
  hosts: readonly string[],
): { url: string; host: string } | undefined {
  if (written.length > 2_000 || !URL.canParse(written)) return undefined;
  const url = framed(new URL(written));
  // A user name in an address only serves to make it look like another.
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && hosts.includes(url.host) ? { url: url.href, host: url.host } : undefined;
}

function framed(url: URL): URL {
  const film = /^[\w-]{6,20}$/;
  const steps = url.pathname.split('/').filter((step) => step !== '');
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  if (host === 'youtu.be' || host === 'youtube.com') {
    const id = host === 'youtu.be' ? steps[0] : steps[0] === 'embed' ? steps[1] : url.searchParams.get('v');
    if (id && film.test(id)) {
      const start = /^\d{1,6}/.exec(url.searchParams.get('t') ?? url.searchParams.get('start') ?? '')?.[0];
      return new URL(`https://www.youtube-nocookie.com/embed/${id}${start ? `?start=${start}` : ''}`);
    }
  }
  if (host === 'vimeo.com' && /^\d{5,12}$/.test(steps[0] ?? '')) {
    return new URL(`https://player.vimeo.com/video/${steps[0]}`);
  }
  return url;
}
