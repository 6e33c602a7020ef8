import type { FormEvent } from 'react';

/** Goes to what is missing: in a long form it stands out of sight of the button that was pressed. */
export function focusField({ currentTarget }: FormEvent<HTMLFormElement>, name: string): void {
  currentTarget.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
}
