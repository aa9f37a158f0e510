export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly hasScript: boolean;
}

interface Lock {
  readonly packages?: Readonly<
    Record<string, { version?: string; link?: boolean; hasInstallScript?: boolean }>
  >;
}

/** Everything `npm ci` installs from elsewhere, each copy by itself. */
export function lockedPackages(lock: string): readonly LockedPackage[] {
  const { packages = {} } = JSON.parse(lock) as Lock;
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, { version = '', hasInstallScript = false }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      hasScript: hasInstallScript,
    }));
}

/** Whether a version comes before another, by its three numbers. */
export function isOlder(version: string, minimum: string): boolean {
  const [numbers, least] = [version, minimum].map((text) => text.split('.').map(Number.parseFloat));
  const index = [0, 1, 2].find((place) => numbers?.[place] !== least?.[place]);
  return index !== undefined && (numbers?.[index] ?? 0) < (least?.[index] ?? 0);
}
