export { demoMailDomain } from '#features/identity/server/accounts.ts';

/** The demo's people sign in with it; a Stoa with real people has no demo. */
export const demoPassword = 'stoa-demo';
