import { createContext, use, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatsFor, type Formats } from './formats.ts';
import { languageOf } from './languages.ts';

const FormatsContext = createContext<Formats | null>(null);

/** Gives every screen the reader's customs and zone. Without a zone (nobody is signed in) it is the device's. */
export function FormatsProvider({ zone, children }: { zone?: string | undefined; children: ReactNode }) {
  const { i18n } = useTranslation();
  const { customs } = languageOf(i18n.language);
  const formats = useMemo(() => formatsFor({ customs, zone: zone ?? deviceZone() }), [customs, zone]);
  return <FormatsContext value={formats}>{children}</FormatsContext>;
}

export function useFormats(): Formats {
  const formats = use(FormatsContext);
  if (!formats) throw new Error('useFormats needs a FormatsProvider above it');
  return formats;
}

/** The time zone that this device keeps, `Africa/Lagos`. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
