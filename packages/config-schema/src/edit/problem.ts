import type { Range } from '../diagnostics/file-diagnostic';

/** Why an edit cannot be made; the message is for the user. */
export class EditProblem extends Error {
  readonly place: Range | undefined;

  constructor(message: string, place?: Range) {
    super(message);
    this.name = 'EditProblem';
    this.place = place;
  }
}
