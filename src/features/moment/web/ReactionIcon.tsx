import type { ReactionKind } from '../contract.ts';

/** Drawn on a 20 px field like the icons of the kit: pictures of a device's own font differ, and some devices have none. */
const strokes: Readonly<Record<ReactionKind, string>> = {
  applause:
    'M4.5 11.5 8 15a3.6 3.6 0 0 0 5.1 0l2.4-2.4a2 2 0 0 0 0-2.8L12 6.3M4.5 11.5a1.2 1.2 0 0 1 1.7-1.7l2.3 2.3M6.3 8.1A1.2 1.2 0 0 1 8 6.4l2.9 2.9M8.8 5.6a1.2 1.2 0 0 1 1.7-1.7l3.3 3.3M15.5 2.5v1.8M18 5h-1.8',
  heart:
    'M10 16.5S3 12.3 3 7.6C3 5.3 4.7 3.7 6.7 3.7c1.4 0 2.6.8 3.3 2 .7-1.2 1.9-2 3.3-2 2 0 3.7 1.6 3.7 3.9 0 4.7-7 8.9-7 8.9z',
  laugh:
    'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM6 11h8a4 4 0 0 1-8 0zM6.5 8l1-1 1 1M11.5 8l1-1 1 1',
  yes: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM6.5 10.3l2.4 2.4 4.6-5',
};

/** The picture of a reaction, beside its word. */
export function ReactionIcon({ kind, className = '' }: { kind: ReactionKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.375em"
      height="1.375em"
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
