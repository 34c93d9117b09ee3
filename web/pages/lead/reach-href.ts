import type { LeadReach } from '#contract/leads';

/** A phone calls, an address opens a letter; the extension is dialled after a pause. */
export function reachHref({ kind, value, extension }: LeadReach): string {
  if (kind === 'email') return `mailto:${value}`;
  return `tel:${value}${extension ? `,${extension}` : ''}`;
}
