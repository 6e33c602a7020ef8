/** Between the tabs of this browser: what one posts reaches every other, in order. */
export interface TabChannel {
  post(message: unknown): void;
  hear(listener: (message: unknown) => void): void;
  close(): void;
}

export function browserChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    hear: (listener) => {
      channel.onmessage = ({ data }) => listener(data);
    },
    close: () => channel.close(),
  };
}
