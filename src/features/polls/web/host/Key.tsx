/** The key that does what a button does; for the eye, the button says it to everybody else. */
export function Key({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden="true"
      className="rounded-bar border border-current px-1.5 font-mono text-caption max-bar:hidden"
    >
      {children}
    </kbd>
  );
}
