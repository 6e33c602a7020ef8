import type { ReactionKind } from '../contract.ts';

/** Drawn on a 20 px field like the icons of the kit: pictures of a device's own font differ, and some devices have none. */
const strokes: Readonly<Record<ReactionKind, string>> = {
  thumbsUp:
    'M3.5 9h3v7.5h-3zM6.5 9.5l3-6c1.4 0 2.2 1 1.9 2.4L10.9 8.5h4.3c1 0 1.7.9 1.5 1.9l-1 4.8c-.2.8-.8 1.3-1.6 1.3H6.5',
  heart:
    'M10 16.5S3 12.3 3 7.6C3 5.3 4.7 3.7 6.7 3.7c1.4 0 2.6.8 3.3 2 .7-1.2 1.9-2 3.3-2 2 0 3.7 1.6 3.7 3.9 0 4.7-7 8.9-7 8.9z',
  laugh:
    'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM6 11h8a4 4 0 0 1-8 0zM6.5 8l1-1 1 1M11.5 8l1-1 1 1',
  celebrate:
    'M3 17l3.5-9.5 6 6L3 17zM10.5 6.5c.9-.9.9-2.2.2-3.5M13.5 9.5c.9-.9 2.3-.9 3.5-.2M12.5 7.5l3.5-3.5M16.6 13.2l.2.2M7 3.2l.2.2M17 6.4l.2-.2',
  thinking:
    'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM7.8 8.2c0-1.3 1-2.1 2.2-2.1s2.2.8 2.2 2c0 1.6-2.2 1.8-2.2 3.4M10 14v.1',
  eyes: 'M2 10s3-5.2 8-5.2 8 5.2 8 5.2-3 5.2-8 5.2S2 10 2 10zM10 7.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2z',
};

/** The picture of a reaction, beside its word. */
export function ReactionIcon({ kind, className = '' }: { kind: ReactionKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`inline-block shrink-0 ${className}`}
    >
      <path d={strokes[kind]} />
    </svg>
  );
}
