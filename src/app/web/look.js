// Runs before the first paint, so that a dark room stays dark. The app's own code takes over from here.
try {
  const look = localStorage.getItem('stoa.look');
  if (look === 'light' || look === 'dark') document.documentElement.dataset.theme = look;
} catch {
  // Storage can be forbidden; the system's look is then what is shown.
}
