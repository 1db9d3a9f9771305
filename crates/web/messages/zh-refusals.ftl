# 某项内容不能签署或不被接受的原因，按拒绝代码排列。译文有待以中文为母语者审读。

refusal-of-field = { $name }：{ $why }
refusal-items = 请选择 { $min } 至 { $max } 个框架要素。
refusal-other-log = 此件是为另一登记册制作的。请在此重新准备。
refusal-exercise-differs = 演练的记录不得列入真实的登记册，反之亦然。请在此重新准备。
refusal-already-there = 此记录已在登记册中。
refusal-expired = 等待签名的时间过长。请重新准备并重新签名。
refusal-from-the-future = 其所载撰写时间晚于现在。请重新准备；如仍无效，请告知秘书处。
refusal-kind-version = 此类记录已有更新的版本。请重新准备。
refusal-unknown-kind = 此处不知这一版本的此类记录。请重新准备。
refusal-evidence-not-taken = 此类记录不能以这种方式提交：应由其参与方签名。
refusal-unknown-key = 签名所用的一个密钥不在登记册中。请申请登记，或使用另一密钥签名。
refusal-key-enrolled = 此密钥已在登记册中，或同一通行密钥所持的另一密钥已在登记册中。
refusal-key-waiting = 签名所用的一个密钥尚不能签名：其等待期未满。密钥页面载明期满时间。
refusal-key-revoked = 签名所用的一个密钥已撤销。请使用另一密钥签名。
refusal-key-of-another = 签名所用的一个密钥属于另一代表团。
refusal-person-of-another = 一个密钥所注明的人员与登记册所载不同。请重新准备。
refusal-person-taken = 此人的编号属于另一代表团。请撤回提议并创建另一密钥。
refusal-key-not-entitled = 签名所用的一个密钥不能签署此类记录，或不能为此机制签署。请选择另一密钥。
refusal-number-of-signers = 签名人数过少或过多。请重新准备并选择签名者。
refusal-signature-form-not-taken = 此类记录仅接受另一种形式的签名：在页面上使用通行密钥，或在签名者自己的计算机上签名。
refusal-number-of-framework-items = 所指明的框架要素过少或过多。
refusal-too-few-root-keys = 签名的秘书处根密钥过少。请向秘书处索取由足够数目根密钥签署的登记。
refusal-wrong-signers = 有无权签署此件者签了名，或缺少必须签名者。请重新准备。
refusal-unknown-mechanism = 所指明的一个机制在此处未知。请另行选择。
refusal-not-in-mechanism = 贵代表团未参与所指明的一个机制。请另行选择。
refusal-kind-not-taken = 所指明的一个机制不接受此类记录。请另行选择。
refusal-writer-not-taken = 贵代表团不能撰写此类记录。
refusal-not-for-this-kind = 其中有对此类记录无意义的内容。请重新准备。
refusal-no-mechanism = 请至少选择一个声明所面向的机制。
refusal-audience-not-taken = 此类记录不能供您所选的各方阅读。请另行选择。
refusal-unknown-framework-item = 所指明的一个框架要素在此处已不存在。请重新选择。
refusal-unknown-provision = 所指明的一项条款在此处已不存在。请重新选择。
refusal-unknown-record = 所指明的一条记录不在此登记册中。
refusal-wider-than-named = 可阅读此件者并非都可阅读其所指明的记录。请减少阅读者。
refusal-not-yours-to-supersede = 只有记录的作者可将其替换，且须以同类记录替换。
refusal-transmission-over-signed = 该国已自行签署或确认该记录：此后只有该国可将其替换。
refusal-unknown-group = 拟供其阅读的组在此处未知。
refusal-unknown-participant = 所指明的一方未参与此处的任何机制。
refusal-quota = 贵代表团今日的发表量已达每日上限。请明日再签署，或询问秘书处。
refusal-control-body = 其内容格式不正确。请重新准备。
refusal-not-erasable = 不能基于此理由抹除此正文，或此代表团不能予以抹除。
refusal-not-disavowable = 不能否认或确认此件，或此代表团不能如此。
refusal-other-key-needed = 签署此件的只有曾签署该记录本身的密钥。贵代表团的另一密钥也须签名。
refusal-register-unreadable = 登记册无法读取，因此未作任何决定。请一分钟后重试。
refusal-content-missing = 此项必须填写。
refusal-content-unknown-field = 此类记录没有这一栏。
refusal-content-not-asked = 仅在作出另一选择后才须填写此项。请留空，或更改其所取决的选择。
refusal-content-not-rows = 此项须为由各行组成的列表。
refusal-content-too-many-words =
    { $count ->
       *[other] 此项超过 { $count } 个词。请缩短。
    }
refusal-content-twice = 同一选项在此出现两次。请去掉一个。
refusal-content-not-a-number = 此项须为整数，仅用数字。
refusal-content-too-large =
    { $count ->
       *[other] 此项大于 { $count }。请更正。
    }
refusal-content-not-text = 此项须为文本。
refusal-content-not-a-list = 此项须为列表。
refusal-content-too-long =
    { $count ->
       *[other] 此项超过 { $count } 个字符。请缩短。
    }
refusal-content-too-many =
    { $count ->
       *[other] 此项超过 { $count } 个条目。请去掉一些。
    }
refusal-content-several-lines = 此项须为单行。
refusal-content-not-plain = 此项含有不可见的字符或会改变文本顺序的字符。请以纯文本重新输入。
refusal-content-not-a-choice = 请从所列选项中选择一项。
refusal-content-not-a-date = 这不是日期。请写 2026-11-22，或 2026-11，或在足够时写 2026。
refusal-content-not-precise = 此日期须更精确。
refusal-content-not-an-address = 这不是以 https:// 或 http:// 开头的地址。
refusal-arrival-missing = 缺少收到的文件，或缺少收到方式。
refusal-arrival-not-transmitted = 只有秘书处转递的内容才载明如何收到。
refusal-arrival-reference = 编号为一行纯文本，最多 200 个字符。
refusal-arrival-date = 请填写收到日期，例如 2026-11-03。
refusal-attachment-size = 文件为空或过大。
refusal-attachment-twice = 同一文件附加了两次。
refusal-draft-no-audience = 请选择供谁阅读：按现状无人可以阅读。
refusal-signature-malformed = 这不是 ssh-keygen 写出的签名。请粘贴整个文件，包括首行和末行。
refusal-signature-namespace = 此签名是为其他用途制作的。请以 -n record@comity 签名。
refusal-signature-hash-algorithm = 此签名使用了此处不接受的散列算法。请按页面所示用 ssh-keygen 签名。
refusal-signature-not-touched = 签名时未触碰安全密钥。
refusal-signature-wrong = 签名与这些字节不符。请对下载的 header.json 原样签名。
refusal-signature-set = 签名的格式与保存格式不符。
refusal-signature-not-the-signers = 此密钥不属于应签署此件的密钥，或已经签过名。
refusal-key-malformed = 无法读取签名中的密钥。
refusal-key-algorithm = 此处不接受此种密钥。请使用 Ed25519、P-256 或通行密钥。
refusal-key-weak = 此密钥过弱：任何人都可冒用其签名。
refusal-webauthn-challenge = 通行密钥所答复的字节与此处等待的字节不同。请重新载入本页并重新阅读，如内容现有不同，请告知秘书处。
refusal-webauthn-user-not-verified = 通行密钥未核实是您本人。请使用其个人识别码、指纹或面部识别。
refusal-webauthn-user-not-present = 未触碰通行密钥。
refusal-hub-busy = 平台繁忙。请几秒钟后重试。
refusal-hub-stopped = 平台在能够说明结果之前已停止。请一分钟后查看该记录是否在登记册中。
refusal-no-hub-key = 平台目前不能密封不供所有人阅读的内容。请告知其运营者。
refusal-body-too-large = 全部内容占 { $size } KiB，而一条记录最多容纳 { $most } KiB。请缩短最长的字段“{ $name }”；全文可作为文件随记录提交。
