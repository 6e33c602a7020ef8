const shortest = 8;

/** What can be seen from here to be wrong with a new password; the server knows more. */
export function newPasswordFault(password: string): 'missing' | 'tooShort' | undefined {
  if (password === '') return 'missing';
  return [...password].length < shortest ? 'tooShort' : undefined;
}
