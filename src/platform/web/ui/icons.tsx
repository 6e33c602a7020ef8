/** The few pictures that stand beside a word; they are never the only label. Drawn on a 20 px field. */
interface IconProps {
  className?: string;
}

const stroke = (path: string) =>
  function Icon({ className = '' }: IconProps) {
    return (
      <svg
        viewBox="0 0 20 20"
        width="20"
        height="20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        className={`inline-block shrink-0 ${className}`}
      >
        <path d={path} />
      </svg>
    );
  };

export const CheckIcon = stroke('M4 10.5l4 4 8-9');
export const CrossIcon = stroke('M5 5l10 10M15 5L5 15');
export const CopyIcon = stroke('M7 7V4h9v9h-3M4 7h9v9H4z');
export const OutlineIcon = stroke('M3 5h14M3 10h9M3 15h11');
export const DownIcon = stroke('M5 8l5 5 5-5');
export const LockIcon = stroke('M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9M4.5 9h11v8h-11z');
export const BellIcon = stroke('M5 14V9a5 5 0 0 1 10 0v5M3.5 14h13M8.5 17h3');
export const DownloadIcon = stroke('M10 3v10M6 9.5l4 4 4-4M4 17h12');

/** Point along the reading direction, and against it. */
export function OnwardIcon({ className = '' }: IconProps) {
  return <RightIcon className={`rtl:-scale-x-100 ${className}`} />;
}
export function BackIcon({ className = '' }: IconProps) {
  return <RightIcon className={`ltr:-scale-x-100 ${className}`} />;
}
const RightIcon = stroke('M4 10h12M11 5l5 5-5 5');

/** The mark: a lintel on three columns. */
export function Mark({ className = '' }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="currentColor"
      aria-hidden="true"
      className={className}
    >
      <path d="M2 4h20v3H2zM4 9h3v11H4zM10.5 9h3v11h-3zM17 9h3v11h-3z" />
    </svg>
  );
}
