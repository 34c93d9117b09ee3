/** The mark of the product: a workbench. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden>
      <rect width="22" height="22" rx="6" fill="#1a1c26" />
      <g fill="#fff">
        <rect x="4" y="8" width="14" height="3" rx="1" />
        <rect x="5.5" y="11" width="3" height="6" rx="1" />
        <rect x="13.5" y="11" width="3" height="6" rx="1" />
        <rect x="8.5" y="4.5" width="5" height="3" rx="1" />
      </g>
    </svg>
  );
}
