/** Addresses of live sessions in the browser. */
export const sessionPaths = {
  list: (cohortId: string) => `/c/${cohortId}/live`,
  audience: (sessionId: string) => `/live/${sessionId}`,
  host: (sessionId: string) => `/live/${sessionId}/host`,
  attendance: (sessionId: string) => `/live/${sessionId}/attendance`,
  report: (sessionId: string) => `/live/${sessionId}/report`,
  /** Where staff plan them. */
  teach: (cohortId: string) => `/teach/${cohortId}/live`,
  screen: (sessionId: string) => `/live/${sessionId}/screen`,
  /** What a QR code holds: whoever is not signed in comes back to it afterwards. */
  code: '/j',
  joining: (code: string) => `/j/${code}`,
};
