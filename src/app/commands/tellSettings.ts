import { settingsHelp } from '#platform/server/config.ts';

export async function tellSettings(): Promise<void> {
  for (const { name, fallback, meaning } of settingsHelp()) {
    console.log(`${name.padEnd(22)}${(fallback === '' ? '(none)' : fallback).padEnd(14)}${meaning}`);
  }
}
