/** What somebody wrote, as they wrote it. */
export function Said({ children }: { children: string }) {
  return (
    <p className="max-w-read whitespace-pre-wrap [overflow-wrap:anywhere]">
      <bdi>{children}</bdi>
    </p>
  );
}

/** The word that a student gave with their answer. */
export function Reply({ label, children }: { label: string; children: string }) {
  return (
    <div className="border-s-4 border-hairline ps-4">
      <p className="text-caption text-muted">{label}</p>
      <Said>{children}</Said>
    </div>
  );
}
