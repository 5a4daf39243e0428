/* The calculator on a procedure's page: filing day and channel in, the day of the result with its reasons out.
   The rule and a worked example stand on the page without it. */
import { UnknownYear, ngayTra } from "./ngay-lam-viec.js";

const THU = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const BUOI = { sang: "trong buổi sáng", chieu: "trong buổi chiều" };
const COUNTED = { "ngay-lam-viec": "ngày làm việc", ngay: "ngày", thang: "tháng", nam: "năm", gio: "giờ làm việc" };

const form = document.querySelector("[data-ngay-tra]");
const answer = form.querySelector("[data-ket-qua]");
const fees = [...document.querySelectorAll("tr[data-phi]")];
let lich;

function write(day) {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

function writeLong(day) {
  return `${THU[new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${write(day)}`;
}

/* Holidays that follow each other under one name are told as one stretch. */
function stretches(days) {
  const found = [];
  for (const [day, ten] of days) {
    const last = found.at(-1);
    if (last && last.ten === ten) last.den = day;
    else found.push({ ten, tu: day, den: day });
  }
  return found.map(({ ten, tu, den }) => (tu === den ? `${ten} ${write(tu)}` : `${ten} ${write(tu)} – ${write(den)}`));
}

function element(tag, text, lop) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (lop) made.className = lop;
  return made;
}

function reasons(filed, limit, found) {
  const said = [];
  if (found.tiep_nhan !== filed) said.push(`${writeLong(filed)} là ngày nghỉ: hồ sơ được tính là nhận ngày ${write(found.tiep_nhan)}.`);
  const unit = COUNTED[limit.don_vi];
  if (unit) said.push(`Đếm ${limit.thoi_han}${unit === "giờ làm việc" ? " làm việc" : ""}, không tính ngày nhận hồ sơ.`);
  if (found.cuoi_tuan) said.push(`Không tính ${found.cuoi_tuan} ngày thứ Bảy, Chủ nhật.`);
  for (const words of stretches(found.nghi)) said.push(`Không tính ngày nghỉ: ${words}.`);
  for (const day of found.lam_bu) said.push(`Có tính ngày làm bù: ${writeLong(day)}.`);
  return said;
}

function validFees(day, kenh) {
  return fees
    .filter(({ dataset }) => !dataset.kenh || !kenh || dataset.kenh.split(" ").includes(kenh))
    .filter(({ dataset }) => (!dataset.tu || dataset.tu <= day) && (!dataset.den || day <= dataset.den))
    .map(({ dataset }) => dataset.phi);
}

function show() {
  const filed = form.elements.ngay.value;
  const { kenh, so, donVi, thoiHan } = form.elements.cach.selectedOptions[0].dataset;
  if (!filed || !lich) return answer.replaceChildren();
  const limit = { so: Number(so), don_vi: donVi, thoi_han: thoiHan, buoi_nop: form.elements.buoi?.value };
  const parts = [];
  try {
    const found = ngayTra(filed, limit, lich);
    const due = element("p", "Có kết quả chậm nhất: ", "ngay-tra__ngay");
    due.append(element("strong", writeLong(found.ngay)), found.buoi ? ` (${BUOI[found.buoi]})` : "");
    const list = element("ul", "", "gach-dau");
    list.append(...reasons(filed, limit, found).map((said) => element("li", said)));
    parts.push(due, list);
  } catch (error) {
    if (!(error instanceof UnknownYear)) throw error;
    parts.push(element("p", `Chưa tính được: chưa có lịch nghỉ chính thức của năm ${error.nam}. Bạn xem ngày hẹn ghi trên giấy tiếp nhận hồ sơ.`));
  }
  const due = validFees(filed, kenh);
  if (due.length === 1) parts.push(element("p", `Phí, lệ phí nếu nộp ngày ${write(filed)}: ${due[0]}.`));
  if (due.length > 1) {
    const list = element("ul", "", "gach-dau");
    list.append(...due.map((fee) => element("li", fee)));
    parts.push(element("p", `Các mức phí, lệ phí nếu nộp ngày ${write(filed)}, tùy trường hợp:`), list);
  }
  answer.replaceChildren(...parts);
}

function today() {
  // Vietnam's day, whatever the clock of the reader's machine is set to.
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}

async function start() {
  const response = await fetch(form.dataset.ngayTra);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  lich = await response.json();
  form.elements.ngay.value ||= today();
  show();
  form.dataset.state = "done";
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", show);
start().catch(() => {
  form.hidden = true; // The rule and the example below stay.
});
