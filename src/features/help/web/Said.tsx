/** What somebody wrote, as they wrote it. */
export function Said({ children }: { children: string }) {
  return (
    <p className="max-w-read whitespace-pre-wrap [overflow-wrap:anywhere]">
      <bdi>{children}</bdi>
    </p>
  );
}
