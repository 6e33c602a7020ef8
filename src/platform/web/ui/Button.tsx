import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';

export type ButtonLook = 'primary' | 'quiet' | 'plain' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent px-4 hover:bg-accent-strong',
  quiet: 'border border-control bg-surface text-ink px-4 hover:bg-quiet',
  plain: 'text-accent px-2 -mx-2 hover:underline',
  danger: 'border border-live text-live bg-surface px-4 hover:bg-live-soft',
};

function classesOf(look: ButtonLook, className: string): string {
  return `controls inline-flex items-center justify-center gap-2 rounded-control text-label no-underline ${looks[look]} aria-disabled:opacity-60 ${className}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  /** Says what is happening instead of the label; the button keeps the focus and does nothing meanwhile. */
  busy?: string | false | undefined;
  children: ReactNode;
}

export function Button({ look = 'quiet', busy, className = '', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (press) => press.preventDefault() : onClick}
      className={classesOf(look, className)}
    >
      {busy || children}
    </button>
  );
}

/** Goes somewhere, and looks like a button because it is the one thing to do here. */
export function ButtonLink({ look = 'primary', className = '', ...rest }: LinkProps & { look?: ButtonLook }) {
  return <Link {...rest} className={classesOf(look, className)} />;
}
