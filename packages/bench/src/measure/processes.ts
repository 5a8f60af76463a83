import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick is (USER_HZ). */
const millisecondsATick = 10;

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The fields of /proc/<pid>/stat (proc(5)) from the third on; the second can contain spaces and brackets. */
function stat(pid: number): number[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text
    ? text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
    : null;
}

/** CPU time of a process in milliseconds, user and system; null if the system does not report it. */
export function cpuOf(pid: number): number | null {
  const fields = stat(pid);
  return fields && (fields[11]! + fields[12]!) * millisecondsATick;
}

/** CPU time of a process and its children, including those that have ended. */
export function cpuOfFamily(pid: number): number | null {
  const fields = stat(pid);
  if (!fields) return null;
  const ended = (fields[13]! + fields[14]!) * millisecondsATick;
  return childrenOf(pid).reduce((sum, child) => sum + (cpuOf(child) ?? 0), ended + cpuOf(pid)!);
}

/** CPU time of the whole machine in milliseconds, including time that its host gave to others; null if the system does not report it. */
export function cpuOfMachine(): number | null {
  const [, fields] = /^cpu +([\d ]+)$/m.exec(read('/proc/stat')) ?? [];
  if (!fields) return null;
  const [user, nice, system, , , irq, softirq, steal] = fields.split(' ').map(Number) as number[];
  return (user! + nice! + system! + irq! + softirq! + (steal ?? 0)) * millisecondsATick;
}

/** Memory of a process in megabytes: now, and its peak. */
export function memoryOf(pid: number): { now: number; peak: number } | null {
  const status = read(`/proc/${pid}/status`);
  const line = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return status ? { now: line('VmRSS'), peak: line('VmHWM') } : null;
}

/** Memory of a process and its children in megabytes, with shared pages counted once (PSS); null if unreadable. */
export function memoryOfFamily(pid: number): number | null {
  let sum = 0;
  for (const each of [pid, ...childrenOf(pid)]) {
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${each}/smaps_rollup`))?.[1];
    if (pss) sum += Number(pss) / 1024;
  }
  return sum || null;
}

function childrenOf(pid: number): number[] {
  try {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return all.map(Number).filter((each) => stat(each)?.[1] === pid);
  } catch {
    return [];
  }
}
