export const notificationPaths = { all: '/notifications', settings: '/settings#notifications' } as const;
