"""Traditional characters (繁体字) read as simplified ones, character for character, length kept.

The table holds those met in names of offices and in words about responsibility; any other stays as it
is. Names stay as printed: this is for recognising them and for comparing them.
"""

from __future__ import annotations

_PAIRS = (
    "縣县鄉乡鎮镇區区國国廳厅辦办處处開开關关務务財财產产業业農农電电氣气環环資资監监衛卫體体發发規规劃划設设應应實实將将責责頭头牽牵協协參参與与導导專专單单門门機机構构長长書书記记張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙"
    "鄭郑馮冯馬马許许鄧邓韓韩蕭萧鄒邹陸陆盧卢葉叶鍾钟魯鲁錢钱嚴严齊齐賈贾顧顾龍龙萬万湯汤賀贺龔龚譚谭黨党組组織织統统戰战紀纪檢检審审計计預预執执劇剧場场營营標标質质動动勞劳備备儲储糧粮鹽盐煙烟稅税數数據据網网絡络"
    "訊讯聯联會会議议團团婦妇殘残僑侨臺台灣湾聽听學学園园醫医療疗藥药險险優优撫抚軍军隊队衝冲壓压鐵铁橋桥車车運运輸输郵邮線线廣广視视報报傳传藝艺術术權权證证訴诉訟诉調调査查驗验評评選选舉举該该項项條条類类級级屬属"
    "領领員员個个們们齡龄幾几時时間间歲岁節节終终於于從从後后來来東东兩两為为並并對对這这無无見见現现強强穩稳經经濟济濱滨灘滩島岛嶺岭陽阳陰阴隴陇縉缙遼辽寧宁滬沪蘇苏贛赣閩闽粵粤瓊琼貴贵雲云陝陕圖图館馆號号樓楼層层"
    "廠厂礦矿漁渔獸兽種种壩坝塊块殯殡墾垦師师範范職职訓训練练試试點点聞闻輿舆論论認认識识護护緊紧災灾滅灭搶抢輕轻歷历檔档蘭兰釋释義义補补貼贴測测擬拟訂订簽签約约積积極极確确準准則则總总匯汇彙汇結结轉转變变換换達达"
    "進进過过還还遠远遞递邊边築筑籌筹納纳給给綜综綠绿維维緩缓編编縮缩績绩繼继續续羅罗習习聖圣脫脱腦脑臨临興兴舊旧莊庄蓋盖藍蓝虛虚蟲虫裝装複复製制覽览觀观託托訪访詢询誠诚語语說说課课談谈請请諮咨謀谋講讲謝谢譯译讀读"
    "豐丰負负貧贫貨货販贩貿贸費费賬账購购贈赠贊赞輔辅輪轮遷迁鄰邻釀酿鋼钢錄录鎖锁鏈链鑑鉴閉闭閱阅闊阔隨随隱隐雙双雜杂難难離离霧雾靈灵靜静響响頂顶順顺須须頒颁頓顿額额願愿顯显風风飛飞飲饮駐驻騰腾驛驿鬥斗魚鱼鮮鲜鳥鸟"
    "佈布內内励励啟启堅坚屆届慶庆斷断週周際际後后個个號号長长"
    "麗丽龐庞養养綱纲獎奖糾纠題题廢废傷伤溫温適适賽赛併并潔洁滿满"
)
TRADITIONAL = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""Traditional character → simplified one; the one table, for names and dates alike."""
_TABLE = str.maketrans(TRADITIONAL)


def simplified(text: str) -> str:
    """`text` with the traditional characters of the table made simplified; every place stays the same."""
    return text.translate(_TABLE)
