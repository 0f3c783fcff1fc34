/** What an update may ask of the catalog around it. */
export type UpdateContext = {
  /** Throws 400 when files at this location would lie outside the warehouse. */
  checkLocation(location: string): void;
};
