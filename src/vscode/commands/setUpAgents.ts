import * as vscode from 'vscode';
import { agentSetups, type AgentSetup } from '../../app/agentSetup.ts';
import type { HostServices } from '../hostServices.ts';
import { setConfigured } from '../repository/setConfigured.ts';
import { oneRepository } from './askPlace.ts';
import { pickOne, type PickItem } from './pickLive.ts';
import { requireTrust } from './trust.ts';

/** Shows which agent CLIs are there, and does what one of them needs: install, log in, be the default. */
export async function setUpAgents(services: HostServices): Promise<void> {
  requireTrust();
  const agents = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Looking for agents' },
    () => agentSetups(process.env),
  );
  const agent = await pickOne<AgentSetup>({
    title: 'Set Up Agents',
    placeholder: 'Which agent do you want to use?',
    items: () => agents.map(agentItem),
  });
  if (agent === null) return;
  const step = await pickOne<Step>({
    title: agent.title,
    placeholder: stateOf(agent),
    items: () =>
      stepsFor(agent).map((one) => ({
        key: one.label,
        label: `$(${one.icon}) ${one.label}`,
        detail: one.detail,
        value: one,
      })),
  });
  await step?.act(services, agent);
}

interface Step {
  readonly label: string;
  readonly icon: string;
  readonly detail: string;
  readonly act: (services: HostServices, agent: AgentSetup) => Promise<void>;
}

const install: Step = {
  label: 'Install',
  icon: 'desktop-download',
  detail: 'opens a terminal with the command typed in: press Enter to run it',
  act: (_, { install: command }) => openTerminal(command, { enter: false }),
};

const logIn: Step = {
  label: 'Log In',
  icon: 'sign-in',
  detail: 'starts it in a terminal: type /login there',
  act: (_, { name }) => openTerminal(name, { enter: true }),
};

const makeDefault: Step = {
  label: 'Make It the Default',
  icon: 'star',
  detail: 'for tasks that name no agent: "agent" in tutti.json, or in the settings where they say it',
  act: makeItDefault,
};

const asCommand: Step = {
  label: 'Use It as a Command',
  icon: 'gear',
  detail: 'there is no adapter for it yet: describe how it is started under "agents" in tutti.json',
  act: async () => {
    await vscode.commands.executeCommand('tutti.openConfig');
  },
};

function stepsFor({ path, supported }: AgentSetup): readonly Step[] {
  if (path === null) return [install];
  return supported ? [makeDefault, logIn] : [asCommand];
}

async function makeItDefault(services: HostServices, { name }: AgentSetup): Promise<void> {
  const title = 'Make It the Default';
  const repository = await oneRepository(services, [], { title, accepts: ({ project }) => project !== null });
  if (repository === null) return;
  const { root } = repository.requireProject();
  const place = await setConfigured({ folder: repository.folder.uri, root }, ['agent'], name);
  void vscode.window.showInformationMessage(
    `Tasks that name no agent now go to ${name}: "agent" in ${place}.`,
  );
}

function openTerminal(text: string, { enter }: { readonly enter: boolean }): Promise<void> {
  const terminal = vscode.window.createTerminal({ name: 'Tutti: Set Up Agents', isTransient: true });
  terminal.show();
  terminal.sendText(text, enter);
  return Promise.resolve();
}

function agentItem(agent: AgentSetup): PickItem<AgentSetup> {
  return {
    key: agent.name,
    label: `$(${agent.path === null ? 'circle-outline' : 'pass-filled'}) ${agent.title}`,
    description: stateOf(agent),
    ...(agent.path === null ? { detail: agent.install } : { detail: agent.path }),
    value: agent,
  };
}

function stateOf({ path, version, supported, loggedIn }: AgentSetup): string {
  if (path === null) return 'not installed';
  return [
    version ?? 'unknown version',
    supported ? (loggedIn === true ? 'logged in' : 'no log-in can be seen from here') : 'no adapter yet',
  ].join(', ');
}
