import { DashboardFeed, type FeedOptions, type FeedPage } from '../../app/dashboardFeed.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import { dashboardProtocol, type HostMessage } from '../../shared/dashboard/messages.ts';

/** What a folder gives its dashboard; another when it becomes a repository, or is trusted. */
export type FeedGround = Pick<FeedOptions, 'project' | 'readOnly'>;

/** The feed of one panel, made anew when what it stands on is another. */
export class PanelFeed implements Disposable {
  readonly #options: Omit<FeedOptions, keyof FeedGround>;
  readonly #send: (message: HostMessage) => void;
  #ground: FeedGround | null = null;
  #feed: DashboardFeed | null = null;
  #page: FeedPage | null = null;
  #visible = true;

  constructor(options: Omit<FeedOptions, keyof FeedGround>, send: (message: HostMessage) => void) {
    this.#options = options;
    this.#send = send;
  }

  /** The feed on this ground. It has to be told what it is about after each time. */
  on(ground: FeedGround): DashboardFeed {
    const before = this.#ground;
    // A project whose settings have changed is another object for the same repository.
    const isSame = before?.project?.root === ground.project?.root && before?.readOnly === ground.readOnly;
    if (this.#feed !== null && isSame) return this.#feed;
    this.#feed?.dispose();
    this.#feed = new DashboardFeed({ ...this.#options, ...ground });
    this.#page = this.#feed.open(this.#send);
    this.#page.setVisible(this.#visible);
    // The page says so once; one that is not there yet says so later.
    if (before !== null) void this.#page.take({ type: 'ready', protocol: dashboardProtocol });
    this.#ground = ground;
    return this.#feed;
  }

  async take(message: unknown): Promise<void> {
    await this.#page?.take(message);
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#page?.setVisible(visible);
  }

  dispose(): void {
    this.#feed?.dispose();
    this.#feed = null;
    this.#page = null;
  }
}
