import { splitAt } from './dockerfile.ts';

export interface UnitEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** What a unit file of systemd says. Lines that are none of its own are entries without a key. */
export function unitEntries(text: string): readonly UnitEntry[] {
  const entries: UnitEntry[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    const heading = /^\[(\w+)\]$/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    else if (line.trim() !== '' && !/^[#;]/.test(line)) entries.push(entryOf(section, line));
  }
  return entries;
}

function entryOf(section: string, line: string): UnitEntry {
  const [key, value] = splitAt(line, '=');
  return { section, key: line.includes('=') ? key : '', value };
}

/** What may stand where: a key that systemd does not know it only warns of, and what it was to protect is not. */
export const UNIT_KEYS: Readonly<Record<string, readonly string[]>> = {
  Unit: ['Description', 'Documentation', 'After', 'Wants', 'StartLimitIntervalSec'],
  Install: ['WantedBy'],
  Service: [
    ...['Type', 'ExecStart', 'Environment', 'EnvironmentFile', 'Restart', 'RestartSec', 'TimeoutStopSec'],
    ...['KillMode', 'LimitNOFILE', 'DynamicUser', 'StateDirectory', 'StateDirectoryMode', 'UMask'],
    ...['NoNewPrivileges', 'CapabilityBoundingSet', 'AmbientCapabilities', 'ProtectSystem', 'ProtectHome'],
    ...['PrivateTmp', 'PrivateDevices', 'ProtectClock', 'ProtectHostname', 'ProtectControlGroups'],
    ...['ProtectKernelLogs', 'ProtectKernelModules', 'ProtectKernelTunables', 'ProtectProc'],
    ...['RestrictAddressFamilies', 'RestrictNamespaces', 'RestrictRealtime', 'RestrictSUIDSGID'],
    ...['LockPersonality', 'RemoveIPC', 'SystemCallArchitectures', 'SystemCallFilter'],
    ...['SystemCallErrorNumber'],
  ],
};
