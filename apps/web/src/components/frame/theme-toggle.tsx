'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { Menu, MenuItem } from '../ui/menu';

const never = () => () => undefined;

export function ThemeToggle() {
  const { resolvedTheme, theme, setTheme } = useTheme();
  // The server does not know the theme; the icon comes with the first client render.
  const mounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const chosen = (name: string) => (mounted && theme === name ? 'chosen' : undefined);
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="default" size="icon" className="border-line text-muted" aria-label="Theme">
          {mounted && resolvedTheme === 'dark' ? <Moon /> : <Sun />}
        </Button>
      }
    >
      <MenuItem onClick={() => setTheme('light')} hint={chosen('light')}>
        <Sun /> Light
      </MenuItem>
      <MenuItem onClick={() => setTheme('dark')} hint={chosen('dark')}>
        <Moon /> Dark
      </MenuItem>
      <MenuItem onClick={() => setTheme('system')} hint={chosen('system')}>
        <Monitor /> As the system
      </MenuItem>
    </Menu>
  );
}
