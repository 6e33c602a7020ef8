/** What happens to the page itself. */
export type PageEvent =
  | 'visible'
  | 'online'
  | 'offline'
  /** The browser stops this page's timers and tasks for a while; `resume` ends it. */
  | 'freeze'
  | 'resume'
  /** The page is closed or put aside; when it comes back from there, `resume` follows. */
  | 'leave';

/** The page as a parameter, so that everything here also runs without a browser. */
export interface Page {
  isVisible(): boolean;
  isOnline(): boolean;
  /** @returns stops listening */
  on(event: PageEvent, action: () => void): () => void;
}

export function browserPage(): Page {
  const listen = (target: EventTarget, type: string, action: (event: Event) => void): (() => void) => {
    target.addEventListener(type, action);
    return () => target.removeEventListener(type, action);
  };
  return {
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine,
    on(event, action) {
      switch (event) {
        case 'visible':
          return listen(
            document,
            'visibilitychange',
            () => document.visibilityState === 'visible' && action(),
          );
        case 'online':
        case 'offline':
          return listen(window, event, action);
        case 'freeze':
          return listen(document, 'freeze', action);
        case 'resume': {
          const stop = [
            listen(document, 'resume', action),
            listen(window, 'pageshow', (shown) => (shown as PageTransitionEvent).persisted && action()),
          ];
          return () => stop.forEach((one) => one());
        }
        case 'leave':
          return listen(window, 'pagehide', action);
      }
    },
  };
}
