export const notificationPaths = {
  all: '/notifications',
  settings: '/settings#notifications',
  address: '/settings#address',
} as const;
