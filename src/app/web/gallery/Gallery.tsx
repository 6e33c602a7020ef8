import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useTranslation } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { ClockProvider } from '#platform/web/ui/now.tsx';
import { now } from './fixtures.ts';
import { scenes } from './scenes.tsx';

/** Every screen in each of its states, for eyes and for axe. Not part of a production build. */
export function Gallery({ name }: { name: string }) {
  const { i18n } = useTranslation();
  const scene = scenes.find((candidate) => candidate.name === name);
  if (!scene) return <Index />;
  return (
    <I18nProvider locale={i18n.language}>
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
