/** A study whose run came to its end while nobody looked at it. */
export interface FinishedStudy {
  id: string;
  name: string;
}

/** Studies that are done and whose results nobody was led to yet; any page may say so. */
class FinishedStudies {
  list: readonly FinishedStudy[] = $state.raw([]);

  add(study: FinishedStudy): void {
    this.list = [...this.list.filter(({ id }) => id !== study.id), study];
  }

  /** Somebody was told, or looks at it. */
  forget(id: string): void {
    if (this.list.some((study) => study.id === id)) {
      this.list = this.list.filter((study) => study.id !== id);
    }
  }
}

export const finishedStudies = new FinishedStudies();
