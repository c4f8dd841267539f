"""Words around a Chinese personal name: what stands before one (posts, trades) and after one (verbs of speech)."""

from __future__ import annotations

# A name may follow directly: 记者苏思, 市委书记袁某某. Ordered by nothing; matched as the end of the text before.
BEFORE = (
    "记者 通讯员 作者 编辑 责编 责任编辑 摄影 编剧 导演 主演 演员 歌手 主持人 摄 供图 参与记者 见习记者 撰稿 主编 总编辑 "
    "书记 副书记 主席 副主席 主任 副主任 主委 副主委 委员 常委 部长 副部长 局长 副局长 厅长 副厅长 司长 副司长 处长 科长 "
    "市长 副市长 省长 副省长 县长 副县长 区长 副区长 镇长 乡长 村长 州长 会长 副会长 理事长 秘书长 副秘书长 院长 副院长 "
    "校长 副校长 所长 副所长 社长 台长 馆长 站长 行长 董事长 副董事长 总裁 副总裁 总经理 副总经理 经理 首席执行官 创始人 "
    "总统 副总统 总理 副总理 首相 外相 外长 大臣 议长 议员 特首 司令 司令员 政委 参谋长 检察长 法官 律师 被告人 嫌疑人 公诉人 "
    "教授 副教授 博士 院士 研究员 副研究员 专家 学者 医生 主治医师 医师 护士 老师 教师 学生 同学 班主任 校友 工程师 总工程师 "
    "队长 主教练 教练 领队 球员 选手 运动员 冠军 得主 门将 副攻 主攻 自由人 二传 前锋 后卫 中锋 作家 诗人 画家 艺术家 "
    "发言人 代表 委员长 特使 大使 参赞 领事 助理 巡视员 调研员 干部 村支书 支书 组长 负责人 创办人 企业家 烈士 英雄 战士 "
    "同志 居民 村民 市民 网友 旅客 乘客 患者 家长 妻子 丈夫 儿子 女儿 父亲 母亲 哥哥 姐姐 弟弟 妹妹 爷爷 奶奶 夫人 老人 男子 女子 "
    "任命 免去 决定 由 与 和 及 跟 对 给 让 请 被 把 向 叫 名叫 称 任 以及 包括 感谢"
).split()
STRONG_BEFORE = tuple(sorted((w for w in BEFORE if len(w) > 1), key=len, reverse=True))
WEAK_BEFORE = tuple(w for w in BEFORE if len(w) == 1)

AFTER = (
    "说 表示 指出 强调 介绍 认为 告诉 称 坦言 透露 回忆 建议 提出 要求 主持 出席 参加 会见 讲话 致辞 发言 摄 报道 作 担任 "
    "任 曾 先后 当选 获 荣获 同志 先生 女士 教授 老师 院士 主任 书记 局长 博士 医生 等 一行 一案 涉嫌 严重 在 于 率 带领 "
    "身为 一角 饰演 演唱 主演 执导 解释 补充 呼吁 宣布 回应 坚信 直言 感慨 希望 则 也 还 以 从 向 对 与 和 将 为 是 已 去 来"
).split()
STRONG_AFTER = tuple(sorted((w for w in AFTER if len(w) > 1), key=len, reverse=True))
WEAK_AFTER = tuple(w for w in AFTER if len(w) == 1)

BRACKETS_BEFORE = "(（【[<《「“\"':/ 、,，。;；"
BRACKETS_AFTER = ")）】]>》」”\"'/ 、,，。;；:："
# What is named after the two places it joins, by one character of each: 沈白高铁.
WAYS = ("高铁", "铁路", "高速", "城际", "客专", "公路", "快线")
