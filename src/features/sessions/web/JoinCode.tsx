/** Six digits in two groups, read from the left in every language. */
export function JoinCode({ code, className = '' }: { code: string; className?: string }) {
  return (
    <bdi dir="ltr" className={`whitespace-nowrap ${className}`}>
      {code.slice(0, 3)} {code.slice(3)}
    </bdi>
  );
}
