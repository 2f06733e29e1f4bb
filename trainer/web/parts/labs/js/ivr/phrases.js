// What a menu says besides the designer's own words, and the example to mend, in each language a menu can speak.
export const PHRASES = {
  zh: {
    choice: "{name}请按{key}。",
    zero: "人工服务请按0。",
    place: "{位置}",
    wait: "{等候}",
    tells: { place: "您前面还有{位置}位客户。", wait: "大约要等{等候}分钟。" },
    sample: { place: "3", wait: "2" },
    person: "您好，请问有什么可以帮您？",
    wrong: "您的输入有误，请重新选择。",
  },
  en: {
    choice: "For {name}, press {key}.",
    zero: "To speak to a person, press 0.",
    place: "{place}",
    wait: "{wait}",
    tells: { place: " You are number {place} in the queue.", wait: " The wait is about {wait} minutes." },
    sample: { place: "3", wait: "2" },
    person: "Good afternoon, how can I help?",
    wrong: "Sorry, that is not a choice. Please try again.",
  },
};

const queue = (name) => ({ name, then: "queue" });
const info = (name, words) => ({ name, then: "info", info: words });
const menu = (name, level) => ({ name, then: "menu", level });

const EXAMPLES = {
  zh: () => ({
    level: {
      say: "欢迎致电光明供电。本公司荣获全国用户满意企业、全省服务十佳单位等多项荣誉，一贯坚持客户至上、用心服务的宗旨，感谢您长期以来对我们工作的理解与支持。现在下载掌上供电，注册即送积分，缴费、报装、查询一手掌握，更多惊喜等着您。为了提升服务质量，您的通话可能会被录音，请仔细听完以下选项，再按键选择。",
      zero: false,
      choices: [
        queue("账单"), queue("缴费"), queue("报装"), queue("过户"),
        info("停电", "如遇停电，请留意小区公告。"),
        menu("报修", {
          say: "报修服务。", zero: false,
          choices: [
            menu("居民用户", {
              say: "请选择故障位置。", zero: true,
              choices: [
                menu("室内", { say: "请选择故障类型。", zero: false, choices: [queue("跳闸"), queue("灯不亮")] }),
                queue("室外"),
              ],
            }),
            queue("企业用户"),
          ],
        }),
        queue("电动汽车充电"),
      ],
    },
    queue: "坐席全忙，请不要挂机，您的来电对我们很重要。",
  }),
  en: () => ({
    level: {
      say: "Thank you for calling Brightside Power, winner of the regional customer service award three years running. Did you know that our award-winning app lets you pay your bills, move house, read your meter and earn points, all from your sofa? Download it today and collect five hundred welcome points. Please listen carefully, as our options have changed.",
      zero: false,
      choices: [
        queue("bills"), queue("payments"), queue("a new supply"), queue("moving house"),
        info("a power cut", "If your power is off, please look at the notices in your building."),
        menu("a repair", {
          say: "Repairs.", zero: false,
          choices: [
            menu("a home", {
              say: "Where is the fault?", zero: true,
              choices: [
                menu("inside the house", { say: "What kind of fault is it?", zero: false, choices: [queue("a tripped fuse"), queue("a light that stays dark")] }),
                queue("outside the house"),
              ],
            }),
            queue("a business"),
          ],
        }),
        queue("electric vehicles"),
      ],
    },
    queue: "All our agents are busy. Please hold the line. Your call is important to us.",
  }),
};

export const example = (lang) => EXAMPLES[lang]();

export function blank(lang) {
  return {
    level: { say: "", zero: true, choices: [] },
    queue: Object.values(PHRASES[lang].tells).join("").trim(),
  };
}
