import { pino } from 'pino';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openHouse, type House, type HouseOptions } from '#app/compose.ts';
import { seedDemo } from '#app/demo/demoClass.ts';
import { demoMailDomain, demoPassword } from '#app/demo/words.ts';
import { openGround, type Ground } from '#app/ground.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { readSettings, type Settings } from '#platform/server/config.ts';
import { launchBrowser } from './browser.ts';
import { buildWeb, type WebBuild } from './webBuild.ts';
import { Wire } from './wire.ts';

/** Somebody of the demo class in a browser of their own; `context.newPage()` opens a further tab. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Where the first tab opens. */
  at?: string;
}

/** A lesson, as the outline of a cohort has it. */
export interface LessonLine {
  id: string;
  title: string;
  completedAt: string | null;
}

export interface Outline {
  progress: { completed: number; total: number; percent: number };
  modules: { title: string; lessons: LessonLine[] }[];
}

interface JourneyOptions extends Pick<HouseOptions, 'clock'> {
  /** `gallery` has the trial languages inside. */
  mode?: Parameters<typeof buildWeb>[0];
  settings?: Record<string, string>;
  /** With somebody real among them, so that nothing here is a demo: no doors, no strip. */
  isReal?: boolean;
}

/**
 * The demo class in this process, nobody of it acting by itself, with a browser to visit it. Visitors come
 * through a wire that can be cut.
 */
export class Journey {
  readonly web: WebBuild;
  readonly ground: Ground;
  readonly house: House;
  readonly browser: Browser;
  readonly wire: Wire;
  /** Where visitors come from: the near end of the wire. */
  readonly base: string;
  /** The same Stoa beside the wire. */
  readonly direct: string;
  /** What browsers complained of: errors in the console, breaches of the policy, exceptions. */
  readonly complaints: string[] = [];
  /** Lines that the server logged as errors. */
  readonly defects: string[];

  private constructor(
    parts: Pick<Journey, 'web' | 'ground' | 'house' | 'browser' | 'wire' | 'direct' | 'defects'>,
  ) {
    this.web = parts.web;
    this.ground = parts.ground;
    this.house = parts.house;
    this.browser = parts.browser;
    this.wire = parts.wire;
    this.defects = parts.defects;
    this.direct = parts.direct;
    this.base = `http://127.0.0.1:${parts.wire.port}`;
  }

  static async open({
    mode = 'production',
    isReal = false,
    ...options
  }: JourneyOptions = {}): Promise<Journey> {
    const settings: Settings = {
      ...readSettings({ PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', ...options.settings }),
      DATA_DIR: 'memory:',
    };
    const [web, browser, ground] = await Promise.all([buildWeb(mode), launchBrowser(), openGround(settings)]);
    await seedDemo(ground, new Date());
    if (isReal) await open(ground, 'ada@school.example', 'Ada Berg');
    const defects: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void defects.push(line) });
    const house = await openHouse(ground, settings, logger, {
      webFolder: web.folder,
      ...(options.clock && { clock: options.clock }),
    });
    const port = await house.node.listen(0, '127.0.0.1');
    const wire = await Wire.to(port);
    return new Journey({
      web,
      ground,
      house,
      browser,
      wire,
      direct: `http://127.0.0.1:${port}`,
      defects,
    });
  }

  /** A browser in which nobody is signed in yet. */
  async guest({ at, ...options }: VisitOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({ baseURL: this.base, ...options });
    context.setDefaultTimeout(30_000);
    context.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning')
        this.complaints.push(`console: ${line.text()} (${line.location().url})`);
    });
    context.on('weberror', (broken) => this.complaints.push(`broke: ${broken.error().message}`));
    const page = await context.newPage();
    if (at !== undefined) await page.goto(at);
    return { context, page };
  }

  /** A browser of the person whom the demo knows by this key. */
  async visit(key: string, { at = '/home', ...options }: VisitOptions = {}): Promise<Visitor> {
    const visitor = await this.guest(options);
    await this.enter(visitor.context, key);
    await visitor.page.goto(at);
    return visitor;
  }

  /** Signs this browser in, by the demo's door where there is one. */
  async enter(context: BrowserContext, key: string): Promise<void> {
    const response = this.house.isDemo
      ? await context.request.get(`/demo/${key}`, { maxRedirects: 0 })
      : await context.request.post('/api/auth/login', {
          data: { email: `${key}@${demoMailDomain}`, password: demoPassword },
        });
    if (response.status() >= 400) throw new Error(`no way in for ${key}: ${response.status()}`);
  }

  /** Somebody with an account and no cohort. */
  async newcomer(key: string, name: string): Promise<void> {
    await open(this.ground, `${key}@${demoMailDomain}`, name);
  }

  /** What the server says to this person, fresh. */
  async view<Data>({ context }: Visitor, path: string): Promise<Data> {
    const response = await context.request.get(this.direct + path);
    if (!response.ok()) throw new Error(`GET ${path} answered ${response.status()}`);
    return ((await response.json()) as { data: Data }).data;
  }

  /** The one cohort of somebody who has one. */
  async cohortOf(visitor: Visitor): Promise<{ id: string; title: string }> {
    const { cohorts } = await this.view<{ cohorts: { id: string; title: string }[] }>(visitor, '/api/me');
    const [only] = cohorts;
    if (!only || cohorts.length > 1) throw new Error(`in ${cohorts.length} cohorts`);
    return only;
  }

  /** A student's course as the server has it. */
  async outlineOf(visitor: Visitor, cohortId: string): Promise<Outline & { lessons: LessonLine[] }> {
    const outline = await this.view<Outline>(visitor, `/api/cohorts/${cohortId}`);
    return { ...outline, lessons: outline.modules.flatMap(({ lessons }) => lessons) };
  }

  /** What a student has been told of their progress, in order: the lesson of each event. */
  async toldOf(visitor: Visitor): Promise<{ seq: number; lessonId: string; completedAt: string | null }[]> {
    const { user } = await this.view<{ user: { id: string } }>(visitor, '/api/me');
    const events = await this.ground.log.after(`user/${user.id}`, 0, 1_000);
    return events
      .filter(({ type }) => type === 'progress:updated')
      .map(({ seq, data }) => ({
        seq,
        ...(JSON.parse(data) as { lessonId: string; completedAt: string | null }),
      }));
  }

  /** The same person completes a lesson on another device, beside the wire. */
  async completeElsewhere({ context }: Visitor, cohortId: string, lessonId: string): Promise<void> {
    const path = `/api/cohorts/${cohortId}/lessons/${lessonId}/completion`;
    const response = await context.request.put(this.direct + path);
    if (!response.ok()) throw new Error(`not completed: ${response.status()}`);
  }

  /**
   * @param expected complaints of browsers that belong to what was done
   * @throws Error for what else a browser or the server complained of
   */
  takeNoComplaints(expected?: RegExp): void {
    const others = this.complaints.splice(0).filter((line) => !expected?.test(line));
    const all = [...others, ...this.defects.splice(0)];
    if (all.length > 0) throw new Error(`complaints:\n${all.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.wire.close();
    await this.house.close();
    await this.ground.close();
    this.web.remove();
  }
}

async function open({ log, passwords }: Ground, email: string, name: string): Promise<void> {
  const passwordHash = await passwords.hash(demoPassword);
  await log.write(({ tx }) => accounts.create(tx, { email, name, zone: 'Europe/Berlin', passwordHash }));
}
