import { pino } from 'pino';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openHouse, type House, type HouseOptions } from '#app/compose.ts';
import { seedDemo } from '#app/demo/demoClass.ts';
import { openGround, type Ground } from '#app/ground.ts';
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
  /** False: an academy without anybody. */
  demo?: boolean;
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
  readonly base: string;
  /** What browsers complained of: errors in the console, breaches of the policy, exceptions. */
  readonly complaints: string[] = [];
  /** Lines that the server logged as errors. */
  readonly defects: string[];

  private constructor(parts: Pick<Journey, 'web' | 'ground' | 'house' | 'browser' | 'wire' | 'defects'>) {
    this.web = parts.web;
    this.ground = parts.ground;
    this.house = parts.house;
    this.browser = parts.browser;
    this.wire = parts.wire;
    this.defects = parts.defects;
    this.base = `http://127.0.0.1:${parts.wire.port}`;
  }

  static async open({ mode = 'production', demo = true, ...options }: JourneyOptions = {}): Promise<Journey> {
    const settings: Settings = {
      ...readSettings({ PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', ...options.settings }),
      DATA_DIR: 'memory:',
    };
    const [web, browser, ground] = await Promise.all([buildWeb(mode), launchBrowser(), openGround(settings)]);
    if (demo) await seedDemo(ground, new Date());
    const defects: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void defects.push(line) });
    const house = await openHouse(ground, settings, logger, {
      webFolder: web.folder,
      ...(options.clock && { clock: options.clock }),
    });
    const wire = await Wire.to(await house.node.listen(0, '127.0.0.1'));
    return new Journey({ web, ground, house, browser, wire, defects });
  }

  /** A browser in which nobody is signed in yet. */
  async guest({ at, ...options }: VisitOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({ baseURL: this.base, ...options });
    context.setDefaultTimeout(15_000);
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

  /** Signs this browser in by the demo's door. */
  async enter(context: BrowserContext, key: string): Promise<void> {
    const response = await context.request.get(`/demo/${key}`, { maxRedirects: 0 });
    if (response.status() !== 303) throw new Error(`no way in for ${key}: ${response.status()}`);
  }

  /** What the server says to this person, fresh. */
  async view<Data>({ context }: Visitor, path: string): Promise<Data> {
    const response = await context.request.get(path);
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

  /** @throws Error for what a browser or the server complained of and nobody took out */
  takeNoComplaints(): void {
    const all = [...this.complaints.splice(0), ...this.defects.splice(0)];
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
