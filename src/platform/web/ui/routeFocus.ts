let owedTo: string | null = null;

/** The page at this path is to have the focus once its heading exists. */
export function oweFocus(pathname: string): void {
  owedTo = pathname;
}

/** Whether the heading that asks is the one that was waited for; it is given away once. */
export function takeOwedFocus(pathname: string): boolean {
  if (owedTo !== pathname) return false;
  owedTo = null;
  return true;
}
