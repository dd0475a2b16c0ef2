/** Shares work out among lanes so that what has one beginning stays together. */

/** What is asked behind one prefix and picture. */
interface Grouped {
  group: string;
}

/** A lane that has no group of its own takes from another only where so many are left there. */
const WORTH_TAKING = 4;

/**
 * Groups go to lanes whole, in the order in which they came: whoever has a prefix at hand asks all
 * that is behind it. At the end, when no group is left, a lane without work takes half of the longest
 * group: a prefix computed once more costs less than a server that waits.
 */
export class WorkShares<Task extends Grouped, Lane> {
  readonly #groups = new Map<string, Task[]>();
  readonly #own = new Map<Lane, Task[]>();

  add(tasks: readonly Task[]): void {
    for (const task of tasks) {
      const group = this.#groups.get(task.group);
      if (group) group.push(task);
      else this.#groups.set(task.group, [task]);
    }
  }

  take(lane: Lane): Task | undefined {
    const own = this.#own.get(lane);
    if (own && own.length > 0) return own.shift();
    const share = this.#nextGroup() ?? this.#halfOfLongest();
    this.#own.set(lane, share);
    return share.shift();
  }

  /** Asked again before anything else that the lane has. */
  giveBack(lane: Lane, task: Task): void {
    this.#own.set(lane, [task, ...(this.#own.get(lane) ?? [])]);
  }

  /** A lane that is out of work for a while leaves what it has to the others. */
  leave(lane: Lane): void {
    const own = this.#own.get(lane) ?? [];
    this.#own.delete(lane);
    const others = new Map(this.#groups);
    this.#groups.clear();
    this.add(own);
    for (const tasks of others.values()) this.add(tasks);
  }

  /** Takes out what is not wanted any more. */
  drop(unwanted: (task: Task) => boolean): void {
    for (const [lane, own] of this.#own)
      this.#own.set(
        lane,
        own.filter((task) => !unwanted(task))
      );
    for (const [group, tasks] of this.#groups) {
      const kept = tasks.filter((task) => !unwanted(task));
      if (kept.length > 0) this.#groups.set(group, kept);
      else this.#groups.delete(group);
    }
  }

  #nextGroup(): Task[] | undefined {
    for (const [group, tasks] of this.#groups) {
      this.#groups.delete(group);
      return tasks;
    }
    return undefined;
  }

  #halfOfLongest(): Task[] {
    const longest = [...this.#own.values()].reduce<Task[]>(
      (longest, own) => (own.length > longest.length ? own : longest),
      []
    );
    return longest.length < WORTH_TAKING ? [] : longest.splice(Math.ceil(longest.length / 2));
  }
}
