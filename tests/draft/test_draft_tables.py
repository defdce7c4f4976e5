"""Tables nobody tuned for: tasks, roles and days as a person reads them, and the table's own columns."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.draft.cell_kinds import kind_of, stage_of
from ledger.files.documents.reader import read_document
from ledger.files.documents.txt import read_text
from ledger.files.sheets.workbook import write_ledger
from ledger.files.yaml.plan_yaml import parse_plan
from ledger.problems import LedgerError
from ledger.questions.ledger import ledger_table, progress_table
from ledger.record.model import Plan
from ledger.values.source import Draft, DraftTask
from ledger.views.csv import ledger_csv
from ledger.views.draft_yaml import draft_yaml
from ledger.words.deadline.reader import read_deadline
from ledger.words.responsibility.reader import read_responsibility

# Small table documents of offices of many kinds, made up for these tests, with what a person reads in them. A task is
# (name, content, lead, support, responsible, days); roles None where the layout does not say who leads, a recurring
# day by its kind.
Names = tuple[str, ...] | None
Task = tuple[str, str, Names, Names, Names, list[str]]

DOCUMENTS: dict[str, tuple[str, list[Task]]] = {
    "整改台账": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t存在问题\t整改措施\t责任单位\t责任人\t整改时限\t整改进展\n"
            "1\t台账不全\t补齐台账\t县民政局\t甲某某\t6月底前\t已补\n"
            "2\t巡查不够\t每周巡查一次并记录\t县水利局\t乙某某\t9月底前\t正在推进\n"
        ),
        [
            ("台账不全", "补齐台账", (), (), ("县民政局",), ["2024-06-30"]),
            ("巡查不够", "每周巡查一次并记录", (), (), ("县水利局",), ["2024-09-30", "weekly"]),
        ],
    ),
    "督办": (
        (
            "乙市2024年重点工作任务分解表\n"
            "编号\t交办日期\t督办事项\t承办单位\t办结时限\t办理情况\t备注\n"
            "1\t2024年3月1日\t修复东街路灯\t市城管局\t2024年5月31日前\t已派单\t\n"
            "2\t2024年3月8日\t清理河道垃圾\t市水利局\t2024年6月15日前\t\t每周报\n"
        ),
        [
            ("修复东街路灯", "", (), (), ("市城管局",), ["2024-05-31"]),
            ("清理河道垃圾", "", (), (), ("市水利局",), ["2024-06-15"]),
        ],
    ),
    "两级表头进度": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t工作任务\t进度安排\t\t责任单位\n"
            "\t\t上半年\t下半年\t\n"
            "1\t污水厂扩建\t完成设计\t完工\t市住建局\n"
            "2\t公园改造\t完成招标\t主体完工\t市园林中心\n"
        ),
        [
            ("污水厂扩建", "", (), (), ("市住建局",), ["2024-06-30", "2024-12-31"]),
            ("公园改造", "", (), (), ("市园林中心",), ["2024-06-30", "2024-12-31"]),
        ],
    ),
    "季度目标四栏": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t项目名称\t一季度目标\t二季度目标\t三季度目标\t四季度目标\t牵头单位\t配合单位\n"
            "1\t老旧小区改造\t完成摸底\t开工30%\t开工100%\t竣工验收\t市住建局\t各街道办事处、市财政局\n"
            "2\t农贸市场升级\t立项\t招标\t施工\t投用\t市商务局\t市市场监管局\n"
        ),
        [
            (
                "老旧小区改造",
                "",
                ("市住建局",),
                ("各街道办事处", "市财政局"),
                (),
                ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"],
            ),
            (
                "农贸市场升级",
                "",
                ("市商务局",),
                ("市市场监管局",),
                (),
                ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"],
            ),
        ],
    ),
    "会议议定": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t会议议题\t议定事项\t责任单位\t完成时限\t交付成果\n"
            "1\t春耕备耕\t储备化肥3000吨\t市供销社\t3月底前\t储备清单1份\n"
            "2\t秋收\t检修农机500台\t市农业农村局\t8月底前\t由市农科所复核后形成数据库1套\n"
        ),
        [
            ("储备化肥3000吨", "", (), (), ("市供销社",), ["2024-03-31"]),
            ("检修农机500台", "", (), (), ("市农业农村局",), ["2024-08-31"]),
        ],
    ),
    "责任领导": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t重点任务\t工作目标\t主要举措\t责任领导\t责任单位\t责任人\t联系电话\t完成时间\n"
            "1\t提升政务服务\t办件时间压缩30%\t推行一窗受理，开展延时服务，每周六上午不打烊。\t张某某\t市政务服务中心\t李某\t13800001234\t10月底前\n"
            "2\t整治噪声\t投诉下降20%\t在学校周边设立禁鸣区，开展夜间施工巡查。\t王某某\t市生态环境局\t赵某\t0355-7021234\t全年\n"
        ),
        [
            (
                "提升政务服务",
                "推行一窗受理，开展延时服务，每周六上午不打烊。",
                (),
                (),
                ("市政务服务中心",),
                ["2024-10-31", "weekly"],
            ),
            (
                "整治噪声",
                "在学校周边设立禁鸣区，开展夜间施工巡查。",
                (),
                (),
                ("市生态环境局",),
                ["2024-12-31"],
            ),
        ],
    ),
    "单位分行": (
        (
            "乙县2024年重点工作任务分解表\n"
            "| 序号 | 工作事项 | 牵头单位 | 配合单位 | 时限 |\n"
            "|---|---|---|---|---|\n"
            "| 1 | 修水渠 | 乙县水利局 | 东山镇<br>西河镇<br>南坡乡 | 5月底前 |\n"
            "| 2 | 种果树 | 乙县林业局 | 北岭镇<br>东山镇 | 4月底前 |\n"
        ),
        [
            ("修水渠", "", ("乙县水利局",), ("东山镇", "西河镇", "南坡乡"), (), ["2024-05-31"]),
            ("种果树", "", ("乙县林业局",), ("北岭镇", "东山镇"), (), ["2024-04-30"]),
        ],
    ),
    "栏内小节": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t任务\t单位\t时限\n"
            "一\t交通\t\t\n"
            "1\t修路\t市交通运输局\t6月底前\n"
            "2\t架桥\t市交通运输局\t9月底前\n"
            "二\t教育\t\t\n"
            "3\t建校舍\t市教育局\t8月底前\n"
        ),
        [
            ("修路", "", (), (), ("市交通运输局",), ["2024-06-30"]),
            ("架桥", "", (), (), ("市交通运输局",), ["2024-09-30"]),
            ("建校舍", "", (), (), ("市教育局",), ["2024-08-31"]),
        ],
    ),
    "一格一行无名": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\n"
            "工作任务\n"
            "牵头单位\n"
            "配合单位\n"
            "完成时限\n"
            "1\n"
            "编制年鉴\n"
            "市档案馆\n"
            "市统计局\n"
            "6月底前\n"
            "2\n"
            "修缮敬老院\n"
            "市民政局\n"
            "市住建局\n"
            "9月底前\n"
            "3\n"
            "培训护工\n"
            "市民政局\n"
            "市人社局\n"
            "10月底前\n"
        ),
        [
            ("编制年鉴", "", ("市档案馆",), ("市统计局",), (), ["2024-06-30"]),
            ("修缮敬老院", "", ("市民政局",), ("市住建局",), (), ["2024-09-30"]),
            ("培训护工", "", ("市民政局",), ("市人社局",), (), ["2024-10-31"]),
        ],
    ),
    "空格对齐": (
        (
            "乙县2024年重点工作任务分解表\n\n"
            "序号  责任单位    目标任务                              完成时限    备注\n"
            "1     县工信局    引进亿元以上项目2个，到位资金         11月底前\n"
            "                  3亿元以上\n"
            "（二）外资\n"
            "2     县商务局    引进外资 500万美元                    10月底前    重点\n"
            "3     城关镇      引进农副产品加工项目1个               12月底前\n"
            "      东山镇\n\n"
            "注：1.各单位抓紧办理。\n2.时限均指当年。\n"
        ),
        [
            ("引进亿元以上项目2个，到位资金3亿元以上", "", None, None, ("县工信局",), ["2024-11-30"]),
            ("引进外资500万美元", "", None, None, ("县商务局",), ["2024-10-31"]),
            ("引进农副产品加工项目1个", "", None, None, ("城关镇", "东山镇"), ["2024-12-31"]),
        ],
    ),
    "一格一行无序号": (
        (
            "乙县2024年重点工作分解表\n工作任务\n责任单位\n完成时限\n修建农村公路20公里\n县交通运输局\n6月底前\n"
            "改造老旧小区5个\n县住建局、城关镇\n9月底前\n乙县人民政府办公室\n"
        ),
        [
            ("修建农村公路20公里", "", None, None, ("县交通运输局",), ["2024-06-30"]),
            ("改造老旧小区5个", "", None, None, ("县住建局", "城关镇"), ["2024-09-30"]),
        ],
    ),
    "一格一行二级表头": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\n"
            "工作任务\n"
            "责任单位\n"
            "完成时限\n"
            "牵头\n"
            "配合\n"
            "1\n"
            "编制年鉴\n"
            "市档案馆\n"
            "市统计局\n"
            "6月底前\n"
            "2\n"
            "修缮敬老院\n"
            "市民政局\n"
            "市住建局\n"
            "9月底前\n"
            "3\n"
            "培训护工\n"
            "市民政局\n"
            "市人社局\n"
            "10月底前\n"
        ),
        [
            ("编制年鉴", "", ("市档案馆",), ("市统计局",), (), ["2024-06-30"]),
            ("修缮敬老院", "", ("市民政局",), ("市住建局",), (), ["2024-09-30"]),
            ("培训护工", "", ("市民政局",), ("市人社局",), (), ["2024-10-31"]),
        ],
    ),
    "竖线丢格": (
        (
            "乙市2024年重点工作任务分解表\n"
            "类别 | 工作内容 | 责任分工 | 完成时间 | 备注\n"
            "一、档案管理 | 1.整理历年文书档案。 | 办公室 | 6月底前 |\n"
            " | 2.完成数字化扫描。 | 信息科牵头,各科室配合 | | |\n"
            "二、保密 | 3.开展保密检查。 | 机要科 | 11月底前 |\n"
        ),
        [
            ("整理历年文书档案", "", (), (), ("办公室",), ["2024-06-30"]),
            ("完成数字化扫描", "", ("信息科",), ("各科室",), (), []),
            ("开展保密检查", "", (), (), ("机要科",), ["2024-11-30"]),
        ],
    ),
    "制表符框": (
        (
            "乙市2024年重点工作任务分解表\n"
            "┌──┬────────┬──────┬──────┐\n"
            "│序号│工作任务│责任单位│完成时限│\n"
            "├──┼────────┼──────┼──────┤\n"
            "│1 │清查闲置│市财政局│5月底前 │\n"
            "│  │资产    │        │        │\n"
            "├──┼────────┼──────┼──────┤\n"
            "│2 │盘活厂房│市工信局│8月底前 │\n"
            "└──┴────────┴──────┴──────┘\n"
        ),
        [
            ("清查闲置资产", "", (), (), ("市财政局",), ["2024-05-31"]),
            ("盘活厂房", "", (), (), ("市工信局",), ["2024-08-31"]),
        ],
    ),
    "怪表头": (
        (
            "乙市2024年重点工作任务分解表\n"
            "No\t干什么\t谁来干\t干到啥时候\t盯办\n"
            "1\t平整操场\t市教育局\t7月底前\t孙某某\n"
            "2\t加固护坡\t市自然资源局\t5月底前\t周某某\n"
        ),
        [
            ("平整操场", "", (), (), ("市教育局",), ["2024-07-31"]),
            ("加固护坡", "", (), (), ("市自然资源局",), ["2024-05-31"]),
        ],
    ),
    "企业部门": (
        (
            "乙集团2024年重点工作任务分解表\n"
            "项目编号\t攻关课题\t达成标准\t主办部门\t会办部门\t节点\n"
            "1\t降低能耗\t吨耗下降5%\t生产部\t设备部、安环部\t9月30日前\n"
            "2\t盘点库存\t账物相符率100%\t仓储部\t财务部\t每季度末\n"
        ),
        [
            ("降低能耗", "", ("生产部",), ("设备部", "安环部"), (), ["2024-09-30"]),
            ("盘点库存", "", ("仓储部",), ("财务部",), (), ["quarterly"]),
        ],
    ),
    "学校分工": (
        (
            "乙市第一中学2024年重点工作任务分解表\n"
            "月份\t工作内容\t责任处室\t负责人\n"
            "3月\t组织开学安全检查\t总务处\t钱某某\n"
            "4月\t召开家长会\t教务处\t孙某\n"
            "5月\t举办运动会\t体育组\t李某某\n"
        ),
        [
            ("组织开学安全检查", "", (), (), ("总务处",), ["2024-03-31"]),
            ("召开家长会", "", (), (), ("教务处",), ["2024-04-30"]),
            ("举办运动会", "", (), (), ("体育组",), ["2024-05-31"]),
        ],
    ),
    "目标责任": (
        (
            "乙市2024年重点工作任务分解表\n"
            "指标名称\t年度目标值\t上半年目标\t责任部门\n"
            "固定资产投资\t增长8%\t增长7%\t市发展改革委\n"
            "社会消费品零售\t增长6%\t增长5.5%\t市商务局\n"
        ),
        [
            ("固定资产投资", "", (), (), ("市发展改革委",), ["2024-06-30"]),
            ("社会消费品零售", "", (), (), ("市商务局",), ["2024-06-30"]),
        ],
    ),
    "html二级": (
        (
            "乙市2024年重点工作任务分解表\n"
            "<table><tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>责任单位</th><th rowspan=2>时限</th></tr><tr><th>牵头</th><th>协同</th></tr>\n"
            "<tr><td>1</td><td>建设气象站</td><td>市气象局</td><td>市财政局</td><td>11月底前</td></tr><tr><td>2</td><td>更新警报器</td><td>市应急局</td><td>各区</td><td>8月15日前</td></tr></table>\n"
            "注：各单位于每季度末月25日前报送进展情况。\n"
        ),
        [
            ("建设气象站", "", ("市气象局",), ("市财政局",), (), ["2024-11-30"]),
            ("更新警报器", "", ("市应急局",), ("各区",), (), ["2024-08-15"]),
        ],
    ),
    "卡片": (
        (
            "乙市2024年重点工作任务分解表\n"
            "<table><tr><td>项目名称</td><td>修缮敬老院</td></tr><tr><td>建设内容</td><td>更换门窗120扇。</td></tr><tr><td>责任单位</td><td>市民政局</td></tr><tr><td>完成时限</td><td>9月底前</td></tr></table>\n"
            "<p></p>\n"
            "<table><tr><td>项目名称</td><td>新建文化广场</td></tr><tr><td>建设内容</td><td>铺装3000平方米。</td></tr><tr><td>责任单位</td><td>市文旅局</td></tr><tr><td>完成时限</td><td>10月底前</td></tr></table>\n"
            "<p></p>\n"
        ),
        [
            ("修缮敬老院", "更换门窗120扇。", (), (), ("市民政局",), ["2024-09-30"]),
            ("新建文化广场", "铺装3000平方米。", (), (), ("市文旅局",), ["2024-10-31"]),
        ],
    ),
    "四格卡片": (
        (
            "乙市2024年重点工作任务分解表\n"
            "<table><tr><td>任务名称</td><td>巡河</td><td>责任单位</td><td>市水利局</td></tr><tr><td>完成时限</td><td>全年</td><td>责任领导</td><td>甲某</td></tr><tr><td>工作内容</td><td colspan=3>每月巡河两次。</td></tr></table>\n"
            "<table><tr><td>任务名称</td><td>清淤</td><td>责任单位</td><td>市住建局</td></tr><tr><td>完成时限</td><td>10月底前</td><td>责任领导</td><td>乙某</td></tr><tr><td>工作内容</td><td colspan=3>清淤12公里。</td></tr></table>\n"
        ),
        [
            ("巡河", "每月巡河两次。", (), (), ("市水利局",), ["2024-12-31", "monthly"]),
            ("清淤", "清淤12公里。", (), (), ("市住建局",), ["2024-10-31"]),
        ],
    ),
    "多张表": (
        (
            "乙市2024年重点工作任务分解表\n"
            "一、工业\n"
            "<table><tr><td>序号</td><td>任务</td><td>责任单位</td><td>时限</td></tr><tr><td>1</td><td>技改</td><td>市工信局</td><td>6月底前</td></tr><tr><td>2</td><td>培育</td><td>市工信局</td><td>全年</td></tr></table>\n"
            "二、农业\n"
            "<table><tr><td>序号</td><td>任务</td><td>责任单位</td><td>时限</td></tr><tr><td>1</td><td>育种</td><td>市农业农村局</td><td>5月底前</td></tr><tr><td>2</td><td>灌溉</td><td>市水利局</td><td>7月底前</td></tr></table>\n"
        ),
        [
            ("技改", "", (), (), ("市工信局",), ["2024-06-30"]),
            ("培育", "", (), (), ("市工信局",), ["2024-12-31"]),
            ("育种", "", (), (), ("市农业农村局",), ["2024-05-31"]),
            ("灌溉", "", (), (), ("市水利局",), ["2024-07-31"]),
        ],
    ),
    "合并类别": (
        (
            "乙市2024年重点工作任务分解表\n"
            "<table><tr><td>类别</td><td>序号</td><td>具体任务</td><td>工作要求</td><td>责任科室</td><td>完成时限</td><td>考核分值</td></tr><tr><td rowspan=2>党建</td><td>1</td><td>主题党日</td><td>每月开展一次主题党日，做好记录。</td><td>机关党委</td><td>每月</td><td>5</td></tr><tr><td>2</td><td>党课</td><td>领导班子成员讲党课。</td><td>机关党委</td><td>7月1日前</td><td>10</td></tr><tr><td>业务</td><td>3</td><td>案卷评查</td><td>抽查案卷100件。</td><td>法制科</td><td>11月底前</td><td>15</td></tr></table>\n"
        ),
        [
            ("主题党日", "每月开展一次主题党日，做好记录。", (), (), ("机关党委",), ["monthly"]),
            ("党课", "领导班子成员讲党课。", (), (), ("机关党委",), ["2024-07-01"]),
            ("案卷评查", "抽查案卷100件。", (), (), ("法制科",), ["2024-11-30"]),
        ],
    ),
    "无序号": (
        (
            "乙市2024年重点工作任务分解表\n"
            "重点工作\t具体措施\t牵头部门\t协同部门\t时间要求\n"
            "交通保畅\t在15个路口优化信号配时。\t市公安局交警支队\t市城管局\t4月底前\n"
            "停车治理\t新增泊位2000个。\t市住建局\t各街道\t年底前\n"
        ),
        [
            (
                "交通保畅",
                "在15个路口优化信号配时。",
                ("市公安局交警支队",),
                ("市城管局",),
                (),
                ["2024-04-30"],
            ),
            ("停车治理", "新增泊位2000个。", ("市住建局",), ("各街道",), (), ["2024-12-31"]),
        ],
    ),
    "起止": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t工程名称\t开工时间\t竣工时间\t建设单位\t投资（万元）\n"
            "1\t城北泵站\t2024年3月\t2024年10月底前\t市排水公司\t1200\n"
            "2\t滨河绿道\t2024年4月\t2024年12月底前\t市园林局\t3500\n"
        ),
        [
            ("城北泵站", "", (), (), ("市排水公司",), ["2024-10-31"]),
            ("滨河绿道", "", (), (), ("市园林局",), ["2024-12-31"]),
        ],
    ),
    "翻转": (
        (
            "乙市2024年重点工作任务分解表\n"
            "<table><tr><td>任务</td><td>更新水表</td><td>检测管网</td><td>修订预案</td></tr><tr><td>负责单位</td><td>市水务公司</td><td>市住建局</td><td>市应急局</td></tr><tr><td>时限</td><td>6月底前</td><td>9月底前</td><td>5月底前</td></tr></table>\n"
        ),
        [
            ("更新水表", "", (), (), ("市水务公司",), ["2024-06-30"]),
            ("检测管网", "", (), (), ("市住建局",), ["2024-09-30"]),
            ("修订预案", "", (), (), ("市应急局",), ["2024-05-31"]),
        ],
    ),
    "分行一格": (
        (
            "乙市2024年重点工作任务分解表\n"
            "1\n"
            "打通断头路\n"
            "完成纬五路征迁并通车。\n"
            "市住建局\n"
            "市自然资源局\n"
            "10月底前\n"
            "2\n"
            "整治背街小巷\n"
            "改造小巷20条。\n"
            "市城管局\n"
            "各街道\n"
            "11月底前\n"
            "3\n"
            "治理内涝\n"
            "新建雨水管网5公里。\n"
            "市排水公司\n"
            "8月底前\n"
        ),
        [
            (
                "打通断头路",
                "完成纬五路征迁并通车。",
                None,
                None,
                ("市住建局", "市自然资源局"),
                ["2024-10-31"],
            ),
            ("整治背街小巷", "改造小巷20条。", None, None, ("市城管局", "各街道"), ["2024-11-30"]),
            ("治理内涝", "新建雨水管网5公里。", None, None, ("市排水公司",), ["2024-08-31"]),
        ],
    ),
    "责任分工列": (
        (
            "乙市2024年重点工作任务分解表\n"
            "序号\t改革事项\t责任分工\t完成时限\t预期成果形式\n"
            "1\t推行预约办税\t市税务局牵头，市财政局、市数据局配合\t6月底前\t实施办法\n"
            "2\t开展信用修复\t市发展改革委牵头，市市场监管局配合\t9月底前\t工作指引\n"
        ),
        [
            ("推行预约办税", "", ("市税务局",), ("市财政局", "市数据局"), (), ["2024-06-30"]),
            ("开展信用修复", "", ("市发展改革委",), ("市市场监管局",), (), ["2024-09-30"]),
        ],
    ),
}

LEADERS = DOCUMENTS["责任领导"][0]


def drafted(text: str) -> Draft:
    return draft_plan(read_text("甲.txt", text.encode()))


def plan_of(draft: Draft) -> Plan:
    read = parse_plan(Path("甲.yaml"), "甲.yaml", draft_yaml(draft).encode())
    assert read.plan is not None, read.problems
    return read.plan


def task(found: DraftTask, expected: Task) -> tuple[object, ...]:
    units = read_responsibility(found.responsibility)
    milestones = [*read_deadline(found.deadline, 2024).milestones]
    milestones += [m for extra in found.extra for m in read_deadline(extra.deadline, 2024).milestones]
    days = sorted(str(m.due or m.end or m.kind) for m in milestones)
    if expected[2] is None:
        return found.name, found.content, None, None, units.responsible + units.lead + units.support, days
    return found.name, found.content, units.lead, units.support, units.responsible, days


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_table_is_read_as_a_person_reads_it(name: str) -> None:
    text, expected = DOCUMENTS[name]
    draft = drafted(text)
    assert [task(f, e) for f, e in zip(draft.tasks, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1", "number"), ("（一）", "number"), ("县财政局牵头，各乡镇配合", "units"), ("东山镇\n西河镇", "units"), ("6月底前", "date"),
        ("长期坚持", "date"), ("副县长张三", "person"), ("13800001234", "phone"), ("95%", "share"), ("补齐台账", "text"), ("—", None),
    ],
)  # fmt: skip
def test_what_a_cell_is(cell: str, kind: str | None) -> None:
    assert kind_of(cell) == kind


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("一季度目标", "一季度"),
        ("上半年", "上半年"),
        ("6月底前完成", "6月底前"),
        ("年度目标", ""),
        ("完成时限", ""),
    ],
)
def test_a_column_of_days(heading: str, day: str) -> None:
    assert stage_of(heading) == day


def test_columns_that_are_not_ours_are_kept_under_their_headings() -> None:
    plan = plan_of(drafted(LEADERS))
    assert plan.columns == (
        "序号",
        "重点任务",
        "工作目标",
        "主要举措",
        "责任领导",
        "责任单位",
        "责任人",
        "联系电话",
        "完成时间",
    )
    assert plan.tasks[0].other == {"工作目标": "办件时间压缩30%", "责任领导": "张某某", "责任人": "李某"}


def test_days_in_a_column_of_aims_are_read_like_those_of_a_text() -> None:
    """But for the day that the column of days says already, and for what other columns tell of the past."""
    (found,) = drafted(
        "乙市2024年民生实事任务分解表\n"
        "序号\t任务名称\t主要内容及目标\t牵头单位\t配合单位\t完成时限\t进展情况\n"
        "1\t建设门诊楼\t3月底前开工，每季度通报进度，12月底前主体封顶\t市卫健局\t市发改局\t12月底\t2月20日前完成招标\n"
    ).tasks
    assert [(m.what, m.deadline) for m in found.extra] == [("开工", "3月底前"), ("通报进度", "每季度")]
    assert (found.deadline, found.content, found.doubts) == ("12月底", "", ())


def test_who_stands_beside_a_telephone_number_is_kept() -> None:
    heading = "<tr><th>序号<th>事项<th>主办单位<th>联系人及电话<th>办结时限</tr>"
    rows = "<tr><td>1<td>修路<td>县交通局<td>李某 13800001234<td>6月底前</tr><tr><td>2<td>建站<td>县水利局<td>0355-7021234<td>9月底前</tr>"
    draft = drafted(f"甲县2026年重点工作\n<table>{heading}{rows}</table>")
    assert [task.other for task in draft.tasks] == [(("联系人及电话", "李某"),), ()]
    assert [words for _, words in draft.unused] == ["“联系人及电话”一栏的电话号码（2 处）不写进计划"]


def test_telephone_numbers_are_told_and_not_written() -> None:
    draft = drafted(LEADERS)
    assert draft.unused == (("第3行", "“联系电话”一栏的电话号码（2 处）不写进计划"),)
    assert "13800001234" not in draft_yaml(draft)
    assert "7021234" not in draft_yaml(draft)


def test_the_issued_layout_is_printed_with_the_own_columns_in_their_places() -> None:
    plan = plan_of(drafted(LEADERS))
    for table in (ledger_table(plan), progress_table(plan, (), date(2024, 5, 1))):
        headings = [column.heading for column in table.columns][:8]
        assert headings == [
            "序号",
            "重点任务",
            "工作目标",
            "主要举措",
            "责任领导",
            "责任单位",
            "责任人",
            "完成时间",
        ]
        assert table.rows[1].text("其他.责任领导") == "王某某"
        assert sum(column.widths[table.layout] for column in table.columns) == pytest.approx(
            225 if table.as_of is None else 370
        )


def test_csv_has_the_own_columns_behind() -> None:
    rows = list(
        csv.reader(io.StringIO(ledger_csv([ledger_table(plan_of(drafted(LEADERS)))]).lstrip("\ufeff")))
    )
    assert rows[0][-3:] == ["工作目标", "责任领导", "责任人"]
    assert rows[1][-3:] == ["办件时间压缩30%", "张某某", "李某"]


def test_an_exported_workbook_drafts_back_to_the_same_tasks(tmp_path: Path) -> None:
    plan = plan_of(drafted(LEADERS))
    path = tmp_path / "表.xlsx"
    path.write_bytes(write_ledger(ledger_table(plan)).content)
    again = plan_of(draft_plan(read_document(path)))
    assert [(t.name, t.content, t.responsibility, t.deadline, t.other) for t in again.tasks] == [
        (t.name, t.content, t.responsibility, t.deadline, t.other) for t in plan.tasks
    ]


def test_days_of_the_text_stand_in_an_empty_column_and_draft_back(tmp_path: Path) -> None:
    """The issued document has no 时间节点 for the task: the table shows the days of its text, in the words of the
    台账, and the table drafted again gives the same table."""
    task = {
        "序号": 1,
        "任务名称": "机构职能公开",
        "任务内容": "2020年底前公布机构职能目录，10月底前公开权责清单。",
        "责任单位": "县政府办",
        "补充节点": [
            {"事项": "公布机构职能目录", "期限": "2020年底前"},
            {"事项": "公开权责清单", "期限": "10月底前"},
        ],
    }
    plan = Plan.model_validate(
        {"编号": "x", "标题": "甲县2020年政务公开工作要点", "年度": 2020, "任务": [task]}
    )
    table = ledger_table(plan)
    assert table.rows[0].deadline == "公开权责清单：10月底前；公布机构职能目录：2020年底前"  # by day
    (row,) = progress_table(plan, (), date(2020, 5, 1)).rows
    assert row.deadline.split("\n") == table.rows[0].deadline.split("；")
    path = tmp_path / "表.xlsx"
    path.write_bytes(write_ledger(table).content)
    assert ledger_table(plan_of(draft_plan(read_document(path)))).rows[0].deadline == table.rows[0].deadline


def test_a_refusal_shows_the_row_taken_for_a_heading() -> None:
    with pytest.raises(LedgerError) as error:
        drafted("甲县2024年表\n| 姓名 | 年龄 |\n|---|---|\n| 甲 | 3 |\n")
    assert "第2行看作表头的一行是“姓名 | 年龄”，其中“姓名、年龄”不认识" in error.value.message


def test_cells_of_a_pasted_sheet_keep_their_lines() -> None:
    text = (
        '甲县2026年重点任务清单\n序号\t任务\t责任单位\t时限\n1\t监测\t"县农业农村局\n各乡镇"\t"5月底前\n10月底前"\n'
        "2\t修路\t县交通局\t6月底\n注：每月底通报。"
    )
    draft = draft_plan(read_text("清单.txt", text.encode()))
    assert [(t.name, t.responsibility, t.place) for t in draft.tasks] == [
        ("监测", "县农业农村局、各乡镇", "第3行"),
        ("修路", "县交通局", "第6行"),
    ]
