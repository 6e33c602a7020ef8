import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { laterTexts, startI18n, storedLanguage } from '#platform/web/i18n/i18n.ts';
import { hasTrials, languageOf } from '#platform/web/i18n/languages.ts';
import '#platform/web/ui/tokens.css';
import { App } from './App.tsx';

async function start(): Promise<void> {
  // Now, before there is text to show, and not before the script: on a slow network it would hold that up.
  void document.fonts.load('1em "Geist Variable"').catch(() => {});
  const asked = hasTrials ? new URLSearchParams(location.search).get('language') : null;
  const i18n = await startI18n(languageOf(asked ?? storedLanguage()).code);
  createRoot(document.getElementById('stoa')!).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>{await whatToShow()}</I18nextProvider>
    </StrictMode>,
  );
}

async function whatToShow(): Promise<ReactNode> {
  // Written out, so that a production build leaves the gallery behind.
  if (import.meta.env.DEV || import.meta.env.MODE === 'gallery') {
    const gallery = /^\/gallery\/?(.*)$/.exec(location.pathname);
    if (gallery) {
      const [{ Gallery }] = await Promise.all([import('./gallery/Gallery.tsx'), laterTexts()]);
      return <Gallery name={gallery[1] ?? ''} />;
    }
  }
  return <App />;
}

void start();
