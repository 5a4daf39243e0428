/* When a time limit ends: the same rules as cchc.text.working_days, run over the same cases by the tests.
   Days travel as ISO text (2026-11-22) and are counted in UTC, so that no zone or clock of the reader matters. */

const DAY = 86_400_000;
const HOURS_A_SESSION = 4;
const LONGEST = 20_000;

export class UnknownYear extends Error {
  constructor(nam) {
    super(`no calendar of days off for ${nam}`);
    this.nam = nam;
  }
}

const number = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const weekday = (day) => new Date(day * DAY).getUTCDay();
const isWeekend = (day) => weekday(day) === 0 || weekday(day) === 6;
const has = (table, day) => Object.hasOwn(table, iso(day));

function works(day, lich) {
  const nam = Number(iso(day).slice(0, 4));
  if (!lich.nam.includes(nam)) throw new UnknownYear(nam);
  return has(lich.lam_bu, day) || (!isWeekend(day) && !has(lich.nghi, day));
}

function workingDay(day, lich) {
  while (!works(day, lich)) day += 1;
  return day;
}

function after(day, count, lich) {
  while (count > 0) {
    day += 1;
    if (works(day, lich)) count -= 1;
  }
  return day;
}

function counted(so) {
  const count = Math.ceil(so);
  if (!(count >= 0 && count <= LONGEST)) throw new RangeError(`a time limit of ${so} is no time limit`);
  return count;
}

function sameDay(day, months) {
  const [year, month, date] = iso(day).split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(date, last)) / DAY;
}

function explain(start, end, buoi, lich, received = start) {
  const passed = Array.from({ length: end - start }, (_, index) => start + 1 + index);
  const named = (day) => has(lich.nghi, day) && !isWeekend(day) && !has(lich.lam_bu, day);
  return {
    ngay: iso(end),
    tiep_nhan: iso(received),
    buoi,
    nghi: passed.filter(named).map((day) => [iso(day), lich.nghi[iso(day)]]),
    cuoi_tuan: passed.filter((day) => isWeekend(day) && !has(lich.lam_bu, day)).length,
    lam_bu: passed.filter((day) => has(lich.lam_bu, day)).map(iso),
  };
}

function workingDays(filed, so, lich) {
  const half = so % 1 > 0 && so % 1 <= 0.5;
  const start = workingDay(filed, lich);
  return explain(start, after(start, counted(so), lich), half ? "sang" : null, lich);
}

function rolled(filed, add, lich) {
  const start = workingDay(filed, lich);
  const last = add(start);
  return { ...explain(last - 1, workingDay(last, lich), null, lich, start), lam_bu: [] };
}

function hours(filed, buoi, so, lich) {
  counted(so);
  const start = workingDay(filed, lich);
  const first = start === filed ? buoi : "sang";
  const sessions = Math.ceil(so / HOURS_A_SESSION) + (first === "chieu" ? 1 : 0);
  const end = after(start, Math.floor(sessions / 2), lich);
  return explain(start, end, sessions % 2 ? "chieu" : "sang", lich);
}

/** Return the last day of a limit {so, don_vi} for a dossier filed on a day; throw UnknownYear. */
export function ngayTra(ngayNop, { so, don_vi: donVi, buoi_nop: buoiNop = "sang" }, lich) {
  const filed = number(ngayNop);
  if (donVi === "ngay-lam-viec") return workingDays(filed, so, lich);
  if (donVi === "ngay") return rolled(filed, (day) => day + counted(so), lich);
  if (donVi === "thang") return rolled(filed, (day) => sameDay(day, counted(so)), lich);
  if (donVi === "nam") return rolled(filed, (day) => sameDay(day, counted(12 * so)), lich);
  if (donVi === "trong-ngay") return rolled(filed, (day) => day, lich);
  if (donVi === "gio") return hours(filed, buoiNop, so, lich);
  throw new RangeError(`no date can be computed in units of ${donVi}`);
}
