'use client';

import { HealthBanner } from '../../features/health/components/health-banner';
import { LiveBanner } from '../../features/live/components/live-banner';

/** Slim lines under the top bar; none of them moves the page once it is read. */
export function Banners() {
  return (
    <div className="col-span-full row-start-2">
      <LiveBanner />
      <HealthBanner />
    </div>
  );
}
