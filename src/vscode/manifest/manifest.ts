import { defaults } from '../../core/config/defaults.ts';
import { chatSkills, languageModelToolEntries, mcpProviderId } from './ai.ts';
import { colors } from './colors.ts';
import { commandEntries } from './commands.ts';
import { restrictedSettings } from './configSettings.ts';
import { planSigns } from './planSigns.ts';
import { settingGroups } from './settings.ts';
import { settingsTable } from './settingsTable.ts';
import { views } from './views.ts';
import { walkthrough } from './walkthrough.ts';

export interface Manifest {
  /** Of package.json. */
  readonly activationEvents: readonly string[];
  /** Of package.json; texts are `%keys%`. */
  readonly contributes: Readonly<Record<string, unknown>>;
  /** Of package.json. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Of README.md, between its two marks. */
  readonly settingsTable: string;
  /** Of package.nls.json. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What package.json contributes and package.nls.json says, from the tables beside this file. */
export function buildManifest(): Manifest {
  const texts: Record<string, string> = {};
  const said = (key: string, text: string): string => {
    texts[key] = text;
    return `%${key}%`;
  };
  const contributes = {
    commands: commandEntries.map(([command, { title, icon, enablement }]) => ({
      command,
      title: said(`${command}.title`, title),
      category: 'Tutti',
      ...(icon === undefined ? {} : { icon: `$(${icon})` }),
      ...(enablement === undefined ? {} : { enablement }),
    })),
    menus: menus(),
    keybindings: commandEntries.flatMap(([command, { keybinding }]) =>
      keybinding === undefined ? [] : [{ command, ...keybinding }],
    ),
    viewsContainers: {
      activitybar: [{ id: 'tutti', title: 'Tutti', icon: 'media/tutti.svg' }],
    },
    views: {
      tutti: Object.entries(views).map(([id, { name, initialSize, visibility }]) => ({
        id,
        name: said(`${id}.name`, name),
        icon: 'media/tutti.svg',
        initialSize,
        ...(visibility === undefined ? {} : { visibility }),
      })),
    },
    viewsWelcome: Object.entries(views).flatMap(([view, { welcome }]) =>
      welcome.map(({ when, contents }, index) => ({
        view,
        contents: said(`${view}.welcome.${String(index + 1)}`, contents),
        when,
      })),
    ),
    configuration: settingGroups.map(({ title, settings }, order) => ({
      title: said(`settings.${String(order + 1)}`, title),
      order,
      properties: Object.fromEntries(
        Object.entries(settings).map(([key, setting], place) => [
          key,
          {
            ...setting,
            order: place,
            markdownDescription: said(`${key}.description`, setting.markdownDescription),
          },
        ]),
      ),
    })),
    walkthroughs: [
      {
        id: walkthrough.id,
        title: said('walkthrough.title', walkthrough.title),
        description: said('walkthrough.description', walkthrough.description),
        steps: walkthrough.steps.map(({ id, title, description, picture, altText, completionEvents }) => ({
          id,
          title: said(`walkthrough.${id}.title`, title),
          description: said(`walkthrough.${id}.description`, description),
          media: {
            svg: `media/walkthrough/${picture}.svg`,
            altText: said(`walkthrough.${id}.picture`, altText),
          },
          completionEvents,
        })),
      },
    ],
    languageModelTools: languageModelToolEntries.map(([name, tool]) => ({
      ...tool,
      name,
      displayName: said(`${name}.name`, tool.displayName),
      userDescription: said(`${name}.description`, tool.userDescription),
      icon: `$(${tool.icon})`,
      canBeReferencedInPrompt: true,
      tags: ['tutti'],
    })),
    mcpServerDefinitionProviders: [{ id: mcpProviderId, label: 'Tutti' }],
    chatSkills,
    terminal: {
      profiles: [
        { id: 'tutti.attach', title: said('terminal.attach', 'Tutti: Attach to Worker'), icon: '$(robot)' },
      ],
    },
    resourceLabelFormatters: ['tutti-git', 'tutti-log'].map((scheme) => ({
      scheme,
      formatting: { label: '${path}', separator: '/', stripPathStartingSeparator: true },
    })),
    colors: Object.entries(colors).map(([id, { description, defaults }]) => ({
      id,
      description: said(`${id}.color`, description),
      defaults:
        typeof defaults === 'string'
          ? { dark: defaults, light: defaults, highContrast: defaults, highContrastLight: defaults }
          : defaults,
    })),
    jsonValidation: [{ fileMatch: 'tutti.json', url: './schemas/tutti.schema.json' }],
  };
  const capabilities = {
    untrustedWorkspaces: {
      supported: 'limited',
      description: said(
        'capabilities.untrusted',
        'Plans are read, checked and drawn. Nothing runs: no git, no agent, no gate.',
      ),
      restrictedConfigurations: restrictedSettings,
    },
    virtualWorkspaces: {
      supported: false,
      description: said(
        'capabilities.virtual',
        'Agents work in git worktrees on disk; a virtual workspace has none.',
      ),
    },
  };
  const activationEvents = [
    ...planSigns(defaults.plans).map((glob) => `workspaceContains:${glob}`),
    'onLanguage:markdown',
    'onWebviewPanel:tutti.dag',
  ];
  return { activationEvents, contributes, capabilities, settingsTable: settingsTable(), texts };
}

function menus(): Readonly<Record<string, readonly unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const [command, entry] of commandEntries) {
    for (const [menu, places] of Object.entries(entry.menus ?? {})) {
      for (const place of [places].flat()) (all[menu] ??= []).push({ command, ...place });
    }
    if (entry.palette !== undefined) {
      const when = entry.palette === false ? 'false' : entry.palette;
      (all['commandPalette'] ??= []).push({ command, when });
    }
  }
  return all;
}
