import { htmlText, readAttributes } from '../importer/htmlTags.ts';

const active =
  /<(?:[\w-]{1,40}:)?(?:script|foreignObject|iframe|embed|object|handler|listener|audio|video|link|meta|base|set\b[^>]{0,400}href|animate\b[^>]{0,400}href)/i;
const addresses = new Set(['href', 'xlink:href', 'src', 'from', 'to', 'values', 'action', 'formaction']);

/**
 * Why a drawing is not taken; undefined for one that only draws. Those that are served come in a sandbox that runs
 * nothing: this is said to the editor who brings one, and is not what keeps readers safe.
 */
export function svgFault(text: string): string | undefined {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (!/^(?:<\?xml|<!--|<!DOCTYPE|<svg)/i.test(start) || !/<svg[\s>]/i.test(text))
    return 'this is no drawing.';
  // Attributes that a declaration gives by default would act as well, wherever it stands.
  if (/<!(?:ENTITY|ATTLIST)/i.test(text) || /<!DOCTYPE[^<>[]*\[/i.test(text)) return 'it declares entities.';
  if (active.test(text)) return 'it holds script, or parts that are no drawing.';
  for (const { name, value } of readAttributes(text)) {
    if (name.startsWith('on')) return `it holds script, in ${name.slice(0, 30)}.`;
    const address = value.replace(/[\s\p{Cc}]/gu, '').toLowerCase();
    if (addresses.has(name) && /^(?:javascript|vbscript|data:(?!image\/(?:png|jpeg|gif|webp)))/.test(address))
      return 'an address in it is script.';
    if (/url\(['"]?(?:javascript|data:text)/.test(address)) return 'an address in it is script.';
  }
  if (/@import|expression\(/i.test(htmlText(text))) return 'its style reaches for other files.';
  return undefined;
}
