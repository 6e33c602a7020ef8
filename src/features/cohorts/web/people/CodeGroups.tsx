/** A code in two groups, which read left to right whatever the language around them. */
export function CodeGroups({ code }: { code: string }) {
  return (
    <bdi dir="ltr" className="font-mono whitespace-nowrap">
      {code.slice(0, 4)} {code.slice(4)}
    </bdi>
  );
}
