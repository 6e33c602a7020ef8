import { useEffect, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useTranslation } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { ClockProvider } from '#platform/web/ui/now.tsx';
import { now } from './fixtures.ts';
import { scenes } from './scenes.tsx';

function onHashChange(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/**
 * Every screen in each of its states, for eyes and for axe. Not part of a production build. `/gallery/name` shows
 * one; `#other` after it changes to another without a new page, and `<html data-scene>` says which one stands.
 */
export function Gallery({ name: first }: { name: string }) {
  const { i18n } = useTranslation();
  const name = useSyncExternalStore(onHashChange, () => location.hash.slice(1)) || first;
  const scene = scenes.find((candidate) => candidate.name === name);
  useEffect(() => void (document.documentElement.dataset['scene'] = name), [name]);
  if (!scene) return <Index />;
  return (
    <I18nProvider locale={i18n.language} key={name}>
      <ClockProvider now={() => now}>
        <FormatsProvider zone="Africa/Lagos">
          <MemoryRouter initialEntries={[scene.path]}>{scene.element}</MemoryRouter>
        </FormatsProvider>
      </ClockProvider>
    </I18nProvider>
  );
}

function Index() {
  return (
    <main className="p-6">
      <ul className="columns-3xs" data-scenes={scenes.map(({ name }) => name).join(' ')}>
        {scenes.map(({ name }) => (
          <li key={name}>
            <a href={`/gallery/${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
