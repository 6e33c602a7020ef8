/** A share of a whole as a bar of ink. Its number stands beside it in words, so the bar itself is silent. */
export function Bar({ percent, heightPx = 6 }: { percent: number; heightPx?: number }) {
  return (
    <span
      aria-hidden="true"
      className="block w-full overflow-hidden rounded-bar bg-hairline"
      style={{ height: heightPx, printColorAdjust: 'exact' }}
    >
      <span
        className="block h-full bg-ink transition-[width] duration-200"
        style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
      />
    </span>
  );
}
