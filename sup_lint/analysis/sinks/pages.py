"""Notebooks and chats: what a program shows to people who work with it."""

from sup_lint.analysis.sinks.row import Row

_NOTEBOOK = "the notebook"
_CHAT = "a chat message"

ROWS = (
    Row("IPython builtins", "display", _NOTEBOOK, "*values"),
    Row(
        "IPython",
        "HTML JSON Markdown Pretty Latex Code display_html display_json display_markdown display_pretty",
        _NOTEBOOK,
        "*values data",
    ),
    Row(
        "slack_sdk slack slack_bolt slacker",
        "chat_postMessage chat_postEphemeral chat_update chat_scheduleMessage post_message send",
        _CHAT,
        "*values **fields",
    ),
    Row("discord nextcord disnake interactions", "send reply send_message", _CHAT, "content **fields"),
    Row(
        "telegram telebot aiogram pyrogram telethon",
        "send_message reply_text edit_message_text reply",
        _CHAT,
        "*values text",
    ),
)
