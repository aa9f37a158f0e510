/** Puts a number on the icon of the installed page. Where there is none, or no permission, nothing happens. */
export function showAppBadge(count: number): void {
  const { setAppBadge }: Partial<NavigatorBadge> = navigator;
  setAppBadge?.call(navigator, count).catch(() => {});
}
